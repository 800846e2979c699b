"""SPARQLWrapper against a running portal: endpoint, base IRI and token are the arguments."""

import sys
from xml.dom.minidom import Document

from SPARQLWrapper import BASIC, CSV, GET, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDF, RDFXML, TSV, TURTLE, URLENCODED, XML, SPARQLWrapper

endpoint, base, token = sys.argv[1:4]
titles = "PREFIX dct: <http://purl.org/dc/terms/> SELECT ?t { <%sid/dataset/prices-2016> dct:title ?t } ORDER BY ?t" % base
ask = "ASK { <%sid/dataset/prices-2016> ?p ?o }" % base
construct = "CONSTRUCT WHERE { <%sid/dataset/prices-2016> ?p ?o }" % base
describe = "DESCRIBE <%sid/dataset/prices-2016>" % base
title = "Consumer Price Index for March 2016"


def wrapper(query, method=GET, form=None, send=URLENCODED):
    made = SPARQLWrapper(endpoint)
    made.setQuery(query)
    made.setMethod(method)
    made.setRequestMethod(send)
    if form is not None:
        made.setReturnFormat(form)
    return made


graph_formats = [RDF, RDFXML, XML]
try:
    SPARQLWrapper(endpoint).setReturnFormat(JSONLD)
    graph_formats.append(JSONLD)
except ValueError:
    pass  # This version of it wants another package for JSON-LD.

for method, send in ((GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)):
    rows = wrapper(titles, method, JSON, send).queryAndConvert()
    assert [b["t"]["value"] for b in rows["results"]["bindings"]][0] == title, rows
    assert rows["results"]["bindings"][0]["t"]["xml:lang"] == "en"
    document = wrapper(titles, method, XML, send).queryAndConvert()
    assert isinstance(document, Document) and title in document.toxml()
    for form in (CSV, TSV):
        text = wrapper(titles, method, form, send).queryAndConvert()
        text = text.decode() if isinstance(text, bytes) else text
        assert title in text, text
    assert wrapper(ask, method, JSON, send).queryAndConvert()["boolean"] is True
    assert "<boolean>true</boolean>" in wrapper(ask, method, XML, send).queryAndConvert().toxml()
    for query in (construct, describe):
        for form in graph_formats:
            graph = wrapper(query, method, form, send).queryAndConvert()
            assert len(graph) > 10, (form, graph)
        for form in (TURTLE, N3):
            text = wrapper(query, method, form, send).queryAndConvert()
            text = text.decode() if isinstance(text, bytes) else text
            assert title in text, text
    default = wrapper(titles, method, send=send).query()
    assert title in default.response.read().decode()

limited = wrapper("SELECT ?s { ?s ?p ?o }", GET, JSON)
limited.addDefaultGraph("http://example.org/nowhere")
assert limited.queryAndConvert()["results"]["bindings"] == []


def update(text, password, send=URLENCODED):
    made = wrapper(text, POST, send=send)
    made.setHTTPAuth(BASIC)
    made.setCredentials("anyone", password)
    return made.query().response.read()


graph = "http://example.org/wrapper"
for number, send in ((1, URLENCODED), (2, POSTDIRECTLY)):
    update("INSERT DATA { GRAPH <%s> { <http://a> <http://b> %d } }" % (graph, number), token, send)
    found = wrapper("ASK { GRAPH <%s> { <http://a> <http://b> %d } }" % (graph, number), GET, JSON).queryAndConvert()
    assert found["boolean"] is True
try:
    update("DROP GRAPH <%s>" % graph, "wrong")
    raise AssertionError("a wrong password was taken")
except AssertionError:
    raise
except Exception as error:
    assert "401" in str(error) or "Unauthorized" in str(error), repr(error)
assert wrapper("ASK { GRAPH <%s> { ?s ?p ?o } }" % graph, GET, JSON).queryAndConvert()["boolean"] is True
update("DROP GRAPH <%s>" % graph, token)
assert wrapper("ASK { GRAPH <%s> { ?s ?p ?o } }" % graph, GET, JSON).queryAndConvert()["boolean"] is False
print("SPARQLWrapper works")
