// The part of DuckDB's C API that Portulan uses, bound when the process runs.
//
// Written against the API documented at https://duckdb.org/docs/stable/clients/c/overview (1.5). Nothing is linked:
// `duckdb_binding_load` opens a library and fills a table with one pointer a function.
#pragma once

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "duckdb_types.h"

// Each line: what the function answers, its name, its parameters.
#define DUCKDB_BINDING_FUNCTIONS(F)                                                                                    \
    F(const char *_Nonnull, library_version, (void))                                                                   \
    F(void, free, (void *_Nullable memory))                                                                            \
    /* Databases and connections */                                                                                    \
    F(duckdb_state, create_config, (duckdb_config _Nullable *_Nonnull config))                                         \
    F(duckdb_state, set_config,                                                                                        \
      (duckdb_config _Nonnull config, const char *_Nonnull name, const char *_Nonnull option))                         \
    F(void, destroy_config, (duckdb_config _Nullable *_Nonnull config))                                                \
    F(duckdb_state, open_ext,                                                                                          \
      (const char *_Nullable path, duckdb_database _Nullable *_Nonnull database, duckdb_config _Nullable config,       \
       char *_Nullable *_Nullable error))                                                                              \
    F(void, close, (duckdb_database _Nullable *_Nonnull database))                                                     \
    F(duckdb_state, connect, (duckdb_database _Nonnull database, duckdb_connection _Nullable *_Nonnull connection))    \
    F(void, disconnect, (duckdb_connection _Nullable *_Nonnull connection))                                            \
    F(void, interrupt, (duckdb_connection _Nonnull connection))                                                        \
    F(duckdb_query_progress_type, query_progress, (duckdb_connection _Nonnull connection))                             \
    /* Statements */                                                                                                   \
    F(duckdb_state, query,                                                                                             \
      (duckdb_connection _Nonnull connection, const char *_Nonnull sql, duckdb_result *_Nullable result))              \
    F(duckdb_state, prepare,                                                                                           \
      (duckdb_connection _Nonnull connection, const char *_Nonnull sql,                                                \
       duckdb_prepared_statement _Nullable *_Nonnull statement))                                                       \
    F(void, destroy_prepare, (duckdb_prepared_statement _Nullable *_Nonnull statement))                                \
    F(const char *_Nullable, prepare_error, (duckdb_prepared_statement _Nullable statement))                           \
    F(idx_t, nparams, (duckdb_prepared_statement _Nonnull statement))                                                  \
    F(duckdb_state, clear_bindings, (duckdb_prepared_statement _Nonnull statement))                                    \
    F(duckdb_state, bind_null, (duckdb_prepared_statement _Nonnull statement, idx_t index))                            \
    F(duckdb_state, bind_boolean, (duckdb_prepared_statement _Nonnull statement, idx_t index, bool value))             \
    F(duckdb_state, bind_int64, (duckdb_prepared_statement _Nonnull statement, idx_t index, int64_t value))            \
    F(duckdb_state, bind_double, (duckdb_prepared_statement _Nonnull statement, idx_t index, double value))            \
    F(duckdb_state, bind_date, (duckdb_prepared_statement _Nonnull statement, idx_t index, duckdb_date value))         \
    F(duckdb_state, bind_time, (duckdb_prepared_statement _Nonnull statement, idx_t index, duckdb_time value))         \
    F(duckdb_state, bind_timestamp,                                                                                    \
      (duckdb_prepared_statement _Nonnull statement, idx_t index, duckdb_timestamp value))                             \
    F(duckdb_state, bind_varchar_length,                                                                               \
      (duckdb_prepared_statement _Nonnull statement, idx_t index, const char *_Nonnull value, idx_t length))           \
    F(duckdb_state, bind_blob,                                                                                         \
      (duckdb_prepared_statement _Nonnull statement, idx_t index, const void *_Nonnull value, idx_t length))           \
    F(duckdb_state, execute_prepared,                                                                                  \
      (duckdb_prepared_statement _Nonnull statement, duckdb_result *_Nonnull result))                                  \
    F(duckdb_state, execute_prepared_streaming,                                                                        \
      (duckdb_prepared_statement _Nonnull statement, duckdb_result *_Nonnull result))                                  \
    /* Results */                                                                                                      \
    F(void, destroy_result, (duckdb_result * _Nonnull result))                                                         \
    F(const char *_Nullable, result_error, (duckdb_result * _Nonnull result))                                          \
    F(duckdb_error_type, result_error_type, (duckdb_result * _Nonnull result))                                         \
    F(idx_t, rows_changed, (duckdb_result * _Nonnull result))                                                          \
    F(idx_t, column_count, (duckdb_result * _Nonnull result))                                                          \
    F(const char *_Nullable, column_name, (duckdb_result * _Nonnull result, idx_t column))                             \
    F(duckdb_logical_type _Nullable, column_logical_type, (duckdb_result * _Nonnull result, idx_t column))             \
    F(duckdb_data_chunk _Nullable, fetch_chunk, (duckdb_result result))                                                \
    /* Chunks and vectors */                                                                                           \
    F(void, destroy_data_chunk, (duckdb_data_chunk _Nullable *_Nonnull chunk))                                         \
    F(idx_t, data_chunk_get_column_count, (duckdb_data_chunk _Nonnull chunk))                                          \
    F(duckdb_vector _Nonnull, data_chunk_get_vector, (duckdb_data_chunk _Nonnull chunk, idx_t column))                 \
    F(idx_t, data_chunk_get_size, (duckdb_data_chunk _Nonnull chunk))                                                  \
    F(void, data_chunk_set_size, (duckdb_data_chunk _Nonnull chunk, idx_t size))                                       \
    F(idx_t, vector_size, (void))                                                                                      \
    F(void *_Nullable, vector_get_data, (duckdb_vector _Nonnull vector))                                               \
    F(uint64_t *_Nullable, vector_get_validity, (duckdb_vector _Nonnull vector))                                       \
    F(void, vector_ensure_validity_writable, (duckdb_vector _Nonnull vector))                                          \
    F(void, vector_assign_string_element_len,                                                                          \
      (duckdb_vector _Nonnull vector, idx_t index, const char *_Nonnull text, idx_t length))                           \
    F(duckdb_vector _Nullable, list_vector_get_child, (duckdb_vector _Nonnull vector))                                 \
    /* Types */                                                                                                        \
    F(duckdb_logical_type _Nonnull, create_logical_type, (duckdb_type type))                                           \
    F(void, destroy_logical_type, (duckdb_logical_type _Nullable *_Nonnull type))                                      \
    F(duckdb_type, get_type_id, (duckdb_logical_type _Nonnull type))                                                   \
    F(uint8_t, decimal_scale, (duckdb_logical_type _Nonnull type))                                                     \
    F(duckdb_type, decimal_internal_type, (duckdb_logical_type _Nonnull type))                                         \
    F(duckdb_type, enum_internal_type, (duckdb_logical_type _Nonnull type))                                            \
    F(uint32_t, enum_dictionary_size, (duckdb_logical_type _Nonnull type))                                             \
    F(char *_Nullable, enum_dictionary_value, (duckdb_logical_type _Nonnull type, idx_t index))                        \
    F(duckdb_logical_type _Nullable, list_type_child_type, (duckdb_logical_type _Nonnull type))                        \
    /* Table functions */                                                                                              \
    F(duckdb_table_function _Nonnull, create_table_function, (void))                                                   \
    F(void, destroy_table_function, (duckdb_table_function _Nullable *_Nonnull function))                              \
    F(void, table_function_set_name, (duckdb_table_function _Nonnull function, const char *_Nonnull name))             \
    F(void, table_function_add_parameter,                                                                              \
      (duckdb_table_function _Nonnull function, duckdb_logical_type _Nonnull type))                                    \
    F(void, table_function_set_extra_info,                                                                             \
      (duckdb_table_function _Nonnull function, void *_Nonnull extra, duckdb_delete_callback _Nullable destroy))       \
    F(void, table_function_set_bind, (duckdb_table_function _Nonnull function, duckdb_bind_callback _Nonnull bind))    \
    F(void, table_function_set_init, (duckdb_table_function _Nonnull function, duckdb_init_callback _Nonnull init))    \
    F(void, table_function_set_function,                                                                               \
      (duckdb_table_function _Nonnull function, duckdb_function_callback _Nonnull callback))                           \
    F(void, table_function_supports_projection_pushdown,                                                               \
      (duckdb_table_function _Nonnull function, bool pushdown))                                                        \
    F(duckdb_state, register_table_function,                                                                           \
      (duckdb_connection _Nonnull connection, duckdb_table_function _Nonnull function))                                \
    F(void *_Nullable, bind_get_extra_info, (duckdb_bind_info _Nonnull info))                                          \
    F(duckdb_value _Nullable, bind_get_parameter, (duckdb_bind_info _Nonnull info, idx_t index))                       \
    F(int64_t, get_int64, (duckdb_value _Nonnull value))                                                               \
    F(void, destroy_value, (duckdb_value _Nullable *_Nonnull value))                                                   \
    F(void, bind_add_result_column,                                                                                    \
      (duckdb_bind_info _Nonnull info, const char *_Nonnull name, duckdb_logical_type _Nonnull type))                  \
    F(void, bind_set_bind_data,                                                                                        \
      (duckdb_bind_info _Nonnull info, void *_Nonnull data, duckdb_delete_callback _Nullable destroy))                 \
    F(void, bind_set_cardinality, (duckdb_bind_info _Nonnull info, idx_t rows, bool exact))                            \
    F(void, bind_set_error, (duckdb_bind_info _Nonnull info, const char *_Nonnull message))                            \
    F(void *_Nullable, init_get_bind_data, (duckdb_init_info _Nonnull info))                                           \
    F(void, init_set_init_data,                                                                                        \
      (duckdb_init_info _Nonnull info, void *_Nonnull data, duckdb_delete_callback _Nullable destroy))                 \
    F(idx_t, init_get_column_count, (duckdb_init_info _Nonnull info))                                                  \
    F(idx_t, init_get_column_index, (duckdb_init_info _Nonnull info, idx_t column))                                    \
    F(void, init_set_max_threads, (duckdb_init_info _Nonnull info, idx_t threads))                                     \
    F(void, init_set_error, (duckdb_init_info _Nonnull info, const char *_Nonnull message))                            \
    F(void *_Nullable, function_get_init_data, (duckdb_function_info _Nonnull info))                                   \
    F(void, function_set_error, (duckdb_function_info _Nonnull info, const char *_Nonnull message))

/// One pointer a function of the C API, all of them set.
typedef struct duckdb_functions {
#define DUCKDB_BINDING_FIELD(result, name, parameters) result(*_Nonnull name) parameters;
    DUCKDB_BINDING_FUNCTIONS(DUCKDB_BINDING_FIELD)
#undef DUCKDB_BINDING_FIELD
} duckdb_functions;

/// Why a library could not be bound.
typedef enum duckdb_binding_status {
    DUCKDB_BINDING_OK = 0,
    /// A library did not open; the message is the dynamic loader's.
    DUCKDB_BINDING_LIBRARY = 1,
    /// The library opened but lacks a function; the message is its name.
    DUCKDB_BINDING_SYMBOL = 2,
} duckdb_binding_status;

/// Opens `library` and fills the table of its functions. The library stays open until the process ends: its threads
/// may outlive any database. A process binds one library; asking for another one later fails.
///
/// `stubs`, where given, is opened first, and for all to see: it defines what `library` expects of its host.
/// On failure the table is null, and `message` (NUL-terminated, cut at `length`) tells why.
const duckdb_functions *_Nullable duckdb_binding_load(
    const char *_Nonnull library, const char *_Nullable stubs, char *_Nonnull message, size_t length,
    duckdb_binding_status *_Nonnull status);

/// The table of the library that is bound: what a callback from DuckDB, which captures nothing, calls back through.
const duckdb_functions *_Nullable duckdb_binding_current(void);
