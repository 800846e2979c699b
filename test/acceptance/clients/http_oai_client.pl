# HTTP::OAI's harvester against a running portal: the address of /oai, a metadata prefix and, for a later harvest, the
# date to begin with are the arguments. Prints one line for each record: identifier, datestamp, status, root of the metadata.
use strict;
use warnings;
use HTTP::OAI;

my ( $address, $prefix, $from ) = @ARGV;
my $harvester = HTTP::OAI::Harvester->new( baseURL => $address );

my $identify = $harvester->Identify;
die $identify->message if $identify->is_error;
die 'the protocol is ' . $identify->protocolVersion if $identify->protocolVersion ne '2.0';
die 'deleted records are ' . $identify->deletedRecord if $identify->deletedRecord ne 'persistent';

my $formats = $harvester->ListMetadataFormats;
die $formats->message if $formats->is_error;
my %prefixes = map { $_->metadataPrefix => 1 } $formats->metadataFormat;
die "there is no format $prefix" unless $prefixes{$prefix};

my $sets = 0;
my $listed = $harvester->ListSets( onRecord => sub { $sets++ } );
die $listed->message if $listed->is_error;
die 'there are no sets' unless $sets;

my @lines;
my $records = $harvester->ListRecords(
    metadataPrefix => $prefix,
    ( defined $from ? ( from => $from ) : () ),
    onRecord => sub {
        my $record = shift;
        my $header = $record->header;
        my ( $identifier, $status ) = ( $header->identifier, $header->status // 'live' );
        my $root = '-';
        if ( $status ne 'deleted' ) {
            my ($metadata) = grep { $_->nodeType == 1 } $record->metadata->dom->childNodes;
            my ($element) = grep { $_->nodeType == 1 } $metadata->childNodes;
            $root = '{' . $element->namespaceURI . '}' . $element->localname;
        }
        push @lines, join( "\t", $identifier, $header->datestamp, $status, $root );
    },
);
die $records->message if $records->is_error;

my ($first) = map { ( split /\t/ )[0] } grep { !/\tdeleted\t/ } @lines;
if ( defined $first ) {
    my $one = $harvester->GetRecord( identifier => $first, metadataPrefix => $prefix );
    die $one->message if $one->is_error;
}
my $none = $harvester->GetRecord( identifier => 'oai:none.example:x', metadataPrefix => $prefix );
die 'a record that is none was found' unless $none->is_error and $none->message =~ /idDoesNotExist/;

print "$_\n" for @lines;
