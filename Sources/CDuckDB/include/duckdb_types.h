// The types of DuckDB's C API that cross the binding. Layouts and numbers are the API's own, fixed by its ABI.
#pragma once

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef uint64_t idx_t;

// Handles. Each is opaque, owned by whoever created it, and destroyed through a pointer to it.
typedef struct duckdb_config_ *duckdb_config;
typedef struct duckdb_database_ *duckdb_database;
typedef struct duckdb_connection_ *duckdb_connection;
typedef struct duckdb_prepared_statement_ *duckdb_prepared_statement;
typedef struct duckdb_data_chunk_ *duckdb_data_chunk;
typedef struct duckdb_vector_ *duckdb_vector;
typedef struct duckdb_logical_type_ *duckdb_logical_type;
typedef struct duckdb_value_ *duckdb_value;
typedef struct duckdb_table_function_ *duckdb_table_function;
typedef struct duckdb_bind_info_ *duckdb_bind_info;
typedef struct duckdb_init_info_ *duckdb_init_info;
typedef struct duckdb_function_info_ *duckdb_function_info;

typedef void (*duckdb_delete_callback)(void *_Nullable data);
typedef void (*duckdb_bind_callback)(duckdb_bind_info _Nullable info);
typedef void (*duckdb_init_callback)(duckdb_init_info _Nullable info);
typedef void (*duckdb_function_callback)(duckdb_function_info _Nullable info, duckdb_data_chunk _Nullable output);

typedef uint32_t duckdb_state;
static const duckdb_state duckdb_success = 0;

// Only the numbers that are looked at; the API has more.
typedef uint32_t duckdb_type;
enum {
    DUCKDB_BOOLEAN = 1,
    DUCKDB_TINYINT = 2,
    DUCKDB_SMALLINT = 3,
    DUCKDB_INTEGER = 4,
    DUCKDB_BIGINT = 5,
    DUCKDB_UTINYINT = 6,
    DUCKDB_USMALLINT = 7,
    DUCKDB_UINTEGER = 8,
    DUCKDB_UBIGINT = 9,
    DUCKDB_FLOAT = 10,
    DUCKDB_DOUBLE = 11,
    DUCKDB_TIMESTAMP = 12,
    DUCKDB_DATE = 13,
    DUCKDB_TIME = 14,
    DUCKDB_HUGEINT = 16,
    DUCKDB_VARCHAR = 17,
    DUCKDB_BLOB = 18,
    DUCKDB_DECIMAL = 19,
    DUCKDB_TIMESTAMP_S = 20,
    DUCKDB_TIMESTAMP_MS = 21,
    DUCKDB_TIMESTAMP_NS = 22,
    DUCKDB_ENUM = 23,
    DUCKDB_LIST = 24,
    DUCKDB_UUID = 27,
    DUCKDB_TIMESTAMP_TZ = 31,
    DUCKDB_UHUGEINT = 32,
    DUCKDB_SQLNULL = 36,
    DUCKDB_GEOMETRY = 40,
};

typedef uint32_t duckdb_error_type;
enum {
    DUCKDB_ERROR_OUT_OF_RANGE = 1,
    DUCKDB_ERROR_CONVERSION = 2,
    DUCKDB_ERROR_CONSTRAINT = 18,
    DUCKDB_ERROR_IO = 28,
    DUCKDB_ERROR_INTERRUPT = 29,
    DUCKDB_ERROR_OUT_OF_MEMORY = 33,
    DUCKDB_ERROR_PERMISSION = 34,
};

/// Days since 1970-01-01.
typedef struct duckdb_date {
    int32_t days;
} duckdb_date;

/// Microseconds since midnight.
typedef struct duckdb_time {
    int64_t micros;
} duckdb_time;

/// Microseconds since 1970-01-01T00:00:00.
typedef struct duckdb_timestamp {
    int64_t micros;
} duckdb_timestamp;

typedef struct duckdb_hugeint {
    uint64_t lower;
    int64_t upper;
} duckdb_hugeint;

typedef struct duckdb_list_entry {
    uint64_t offset;
    uint64_t length;
} duckdb_list_entry;

typedef struct duckdb_query_progress_type {
    double percentage;
    uint64_t rows_processed;
    uint64_t total_rows_to_process;
} duckdb_query_progress_type;

/// Passed by value to `fetch_chunk`: its size is part of the ABI, its fields are not ours to read.
typedef struct duckdb_result {
    idx_t reserved[3];
    void *_Nullable reserved_pointers[2];
    void *_Nullable internal;
} duckdb_result;

/// A text or a blob in a vector: up to 12 bytes lie in place, longer ones behind a pointer.
typedef struct duckdb_string_t {
    uint32_t length;
    char head[4];
    union {
        char tail[8];
        const char *_Nullable pointer;
    } rest;
} duckdb_string_t;

static_assert(sizeof(void *) == 8, "DuckDB's layouts below are those of 64-bit machines");
static_assert(sizeof(duckdb_result) == 48, "duckdb_result is passed by value");
static_assert(offsetof(duckdb_result, internal) == 40, "duckdb_result is passed by value");
static_assert(sizeof(duckdb_string_t) == 16, "strings in vectors are 16 bytes");
static_assert(offsetof(duckdb_string_t, head) == 4 && offsetof(duckdb_string_t, rest) == 8, "short strings are contiguous");
static_assert(sizeof(duckdb_date) == 4 && sizeof(duckdb_time) == 8 && sizeof(duckdb_timestamp) == 8, "dates and times");
static_assert(sizeof(duckdb_hugeint) == 16 && offsetof(duckdb_hugeint, upper) == 8, "128-bit integers");
static_assert(sizeof(duckdb_list_entry) == 16 && sizeof(duckdb_query_progress_type) == 24, "lists and progress");

/// Where the bytes of `string` lie: valid as long as the vector that holds it.
static inline const uint8_t *_Nonnull duckdb_string_bytes(const duckdb_string_t *_Nonnull string) {
    return string->length <= 12 ? (const uint8_t *)string->head : (const uint8_t *)string->rest.pointer;
}

/// Writes `bytes` in place where they fit and are ASCII, so that nothing needs to be allocated or checked.
static inline bool duckdb_string_set_short(
    duckdb_string_t *_Nonnull string, const uint8_t *_Nonnull bytes, size_t length) {
    if (length > 12) return false;
    // Built in registers: a short string's unused bytes must be zero, since DuckDB compares all of them.
    char text[12] = {0};
    uint8_t seen = 0;
    for (size_t i = 0; i < length; i++) {
        seen |= bytes[i];
        text[i] = (char)bytes[i];
    }
    if (seen & 0x80) return false;
    string->length = (uint32_t)length;
    memcpy(string->head, text, 4);
    memcpy(string->rest.tail, text + 4, 8);
    return true;
}
