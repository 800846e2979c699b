"""rdflib's SPARQLStore and SPARQLUpdateStore against a running portal: endpoint, base IRI and token are the arguments."""

import sys

from rdflib import ConjunctiveGraph, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore

endpoint, base, token = sys.argv[1:4]
prices = URIRef(base + "id/dataset/prices-2016")
document = URIRef(base + "doc/dataset/prices-2016")
dataset = URIRef("http://www.w3.org/ns/dcat#Dataset")
title = Literal("Consumer Price Index for March 2016", lang="en")

for method in ("GET", "POST", "POST_FORM"):
    for form in ("xml", "json", "csv", "tsv"):
        store = SPARQLStore(endpoint, returnFormat=form, method=method)
        graph = Graph(store)
        rows = {str(row[0]) for row in graph.query("SELECT ?t { <%s> <%s> ?t }" % (prices, DCTERMS.title))}
        assert str(title) in rows, (method, form, rows)
        if form in ("xml", "json"):
            assert graph.query("ASK { <%s> a <%s> }" % (prices, dataset)).askAnswer is True
            assert (prices, RDF.type, dataset) in graph
            assert title in set(graph.objects(prices, DCTERMS.title))
            assert prices in set(graph.subjects(RDF.type, dataset))
            assert len(set(graph.triples((prices, None, None)))) > 10

store = SPARQLStore(endpoint)
made = Graph(store).query("CONSTRUCT WHERE { <%s> ?p ?o }" % prices)
assert len(made.graph) > 10
described = Graph(store).query("DESCRIBE <%s>" % prices)
assert len(described.graph) > 10
named = Graph(store, identifier=document)
assert (prices, RDF.type, dataset) in named
assert len(named) > 10
assert (URIRef(base + "id/dataset/rainfall"), RDF.type, dataset) not in named
everything = ConjunctiveGraph(store)
assert document in {context.identifier for context in everything.contexts()}
assert document in {context.identifier for context in everything.contexts((prices, RDF.type, dataset))}
assert (prices, RDF.type, dataset) in everything

# With POST_FORM, this version sends its next query with the Content-Type of the update before.
for send in ("GET", "POST"):
    writing = SPARQLUpdateStore(endpoint, endpoint, returnFormat="json", auth=("anyone", token), autocommit=False, method=send)
    name = URIRef("http://example.org/rdflib/" + send)
    target = Graph(writing, identifier=name)
    subject, predicate = URIRef("http://example.org/s"), URIRef("http://example.org/p")
    target.add((subject, predicate, Literal("one", lang="en")))
    target.add((subject, predicate, Literal(2)))
    writing.commit()
    assert set(target.objects(subject, predicate)) == {Literal("one", lang="en"), Literal(2)}
    target.remove((subject, predicate, Literal(2)))
    writing.commit()
    assert set(target.objects(subject, predicate)) == {Literal("one", lang="en")}
    target.addN([(subject, predicate, Literal(number), target) for number in range(50)])
    writing.commit()
    assert len(target) == 51
    target.update("DELETE { ?s ?p ?o } INSERT { ?s ?p 'changed' } WHERE { ?s ?p ?o FILTER (isLiteral(?o)) }")
    writing.commit()
    assert set(target.objects(subject, predicate)) == {Literal("changed")}
    writing.remove_graph(target)
    writing.commit()
    assert len(target) == 0

refused = SPARQLUpdateStore(endpoint, endpoint, auth=("anyone", "wrong"))
try:
    Graph(refused, identifier=URIRef("http://example.org/x")).add((subject, predicate, Literal(1)))
    refused.commit()
except Exception as error:
    assert "401" in str(error), error
else:
    raise AssertionError("a wrong password was taken")
both = ConjunctiveGraph(SPARQLUpdateStore(endpoint, endpoint, auth=("anyone", token)))
one = both.get_context(URIRef("http://example.org/rdflib/one"))
one.add((subject, predicate, Literal(1)))
assert (subject, predicate, Literal(1)) in one and (subject, predicate, Literal(1)) in both
assert one.identifier in {context.identifier for context in both.contexts((None, None, None))}
both.remove_context(one)
assert one.identifier not in {context.identifier for context in both.contexts((None, None, None))}
print("rdflib works")
