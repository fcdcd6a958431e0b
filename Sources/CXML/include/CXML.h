#ifndef PORTULAN_CXML_H
#define PORTULAN_CXML_H

#include <stddef.h>

/* XML through libxml2's push parser (SAX2): no network, no document type, no entity but the five of XML. */

typedef struct {
    /* Attributes are `count` pairs of local name and value; values are not terminated, and `lengths` says how long. */
    void (*start)(void *user, const char *name, const char *space, int line, int count,
                  const char *const *names, const char *const *values, const size_t *lengths);
    void (*end)(void *user);
    void (*text)(void *user, const char *bytes, size_t count);
    /* `kind` is one of CXML_…; the first one is what matters. */
    void (*problem)(void *user, int kind, int line, int column, const char *message);
} cxml_handler;

enum { CXML_MALFORMED = 0, CXML_TRUNCATED = 1, CXML_CHARSET = 2, CXML_ENTITIES = 3 };

/* Reads a whole document; the handler is told of problems. Returns 0, or 1 where there is no memory. */
int cxml_parse(const char *bytes, size_t count, const cxml_handler *handler, void *user);

#endif
