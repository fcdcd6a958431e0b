#include "duckdb_binding.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static duckdb_functions table;
static char *bound = NULL; // the path of the library whose functions are in `table`

static void say(char *message, size_t length, const char *text) {
    snprintf(message, length, "%s", text != NULL ? text : "unknown error of the dynamic loader");
}

static duckdb_binding_status bind_library(
    const char *library, const char *stubs, char *message, size_t length) {
    if (bound != NULL && strcmp(bound, library) == 0) return DUCKDB_BINDING_OK;
    if (stubs != NULL && dlopen(stubs, RTLD_NOW | RTLD_GLOBAL) == NULL) {
        say(message, length, dlerror());
        return DUCKDB_BINDING_LIBRARY;
    }
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL) {
        say(message, length, dlerror());
        return DUCKDB_BINDING_LIBRARY;
    }
    duckdb_functions functions;
    // dlsym answers an object pointer; POSIX lets it be stored where a function pointer is read.
#define DUCKDB_BINDING_FIND(result, name, parameters)                                                                  \
    *(void **)(&functions.name) = dlsym(handle, "duckdb_" #name);                                                      \
    if (*(void **)(&functions.name) == NULL) {                                                                         \
        say(message, length, "duckdb_" #name);                                                                         \
        dlclose(handle);                                                                                               \
        return DUCKDB_BINDING_SYMBOL;                                                                                  \
    }
    DUCKDB_BINDING_FUNCTIONS(DUCKDB_BINDING_FIND)
#undef DUCKDB_BINDING_FIND
    if (bound != NULL) {
        snprintf(message, length, "this process already uses %s", bound);
        dlclose(handle);
        return DUCKDB_BINDING_LIBRARY;
    }
    bound = strdup(library);
    if (bound == NULL) {
        say(message, length, "out of memory");
        return DUCKDB_BINDING_LIBRARY;
    }
    table = functions;
    return DUCKDB_BINDING_OK;
}

const duckdb_functions *duckdb_binding_load(
    const char *library, const char *stubs, char *message, size_t length, duckdb_binding_status *status) {
    pthread_mutex_lock(&lock);
    *status = bind_library(library, stubs, message, length);
    pthread_mutex_unlock(&lock);
    return *status == DUCKDB_BINDING_OK ? &table : NULL;
}

const duckdb_functions *duckdb_binding_current(void) {
    pthread_mutex_lock(&lock);
    const duckdb_functions *current = bound != NULL ? &table : NULL;
    pthread_mutex_unlock(&lock);
    return current;
}
