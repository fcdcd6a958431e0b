#include "CXML.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>

enum { MAXIMUM_ATTRIBUTES = 256, PIECE = 1 << 16 };

typedef struct {
    const cxml_handler *handler;
    void *user;
    xmlParserCtxtPtr parser;
} run;

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *space, int spaces,
                     const xmlChar **declared, int count, int defaulted, const xmlChar **attributes) {
    (void)prefix, (void)spaces, (void)declared, (void)defaulted;
    run *self = context;
    const char *names[MAXIMUM_ATTRIBUTES], *values[MAXIMUM_ATTRIBUTES];
    size_t lengths[MAXIMUM_ATTRIBUTES];
    if (count > MAXIMUM_ATTRIBUTES) count = MAXIMUM_ATTRIBUTES;
    for (int i = 0; i < count; i++) {
        /* Five pointers each: local name, prefix, space, begin and end of the value. */
        const xmlChar **attribute = attributes + 5 * i;
        names[i] = (const char *)attribute[0];
        values[i] = (const char *)attribute[3];
        lengths[i] = (size_t)(attribute[4] - attribute[3]);
    }
    int line = self->parser && self->parser->input ? self->parser->input->line : 0;
    self->handler->start(self->user, (const char *)name, space ? (const char *)space : "", line, count, names, values, lengths);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *space) {
    (void)name, (void)prefix, (void)space;
    run *self = context;
    self->handler->end(self->user);
}

static void on_text(void *context, const xmlChar *bytes, int count) {
    run *self = context;
    if (count > 0) self->handler->text(self->user, (const char *)bytes, (size_t)count);
}

static void on_problem(void *context, xmlErrorPtr error) {
    run *self = context;
    if (error->level < XML_ERR_ERROR) return;
    int kind = CXML_MALFORMED;
    switch (error->code) {
    case XML_ERR_DOCUMENT_END: case XML_ERR_DOCUMENT_EMPTY: case XML_ERR_TAG_NOT_FINISHED: kind = CXML_TRUNCATED; break;
    case XML_ERR_INVALID_CHAR: case XML_ERR_INVALID_ENCODING: case XML_ERR_UNKNOWN_ENCODING:
    case XML_ERR_UNSUPPORTED_ENCODING: kind = CXML_CHARSET; break;
    case XML_ERR_ENTITY_LOOP: case XML_ERR_UNDECLARED_ENTITY: kind = CXML_ENTITIES; break;
    default: break;
    }
    self->handler->problem(self->user, kind, error->line, error->int2, error->message ? error->message : "");
}

int cxml_parse(const char *bytes, size_t count, const cxml_handler *handler, void *user) {
    xmlSAXHandler sax = {
        .initialized = XML_SAX2_MAGIC, .startElementNs = on_start, .endElementNs = on_end, .characters = on_text,
        .cdataBlock = on_text, .serror = on_problem,
    };
    run self = {.handler = handler, .user = user};
    xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&sax, &self, NULL, 0, NULL);
    if (!parser) return 1;
    self.parser = parser;
    xmlCtxtUseOptions(parser, XML_PARSE_NONET);
    for (size_t start = 0; start < count; start += PIECE) {
        size_t left = count - start;
        if (xmlParseChunk(parser, bytes + start, (int)(left < PIECE ? left : PIECE), 0) != 0) break;
    }
    if (parser->wellFormed) xmlParseChunk(parser, NULL, 0, 1);
    xmlFreeParserCtxt(parser);
    return 0;
}
