/// `identifier` quoted as SQL wants it. Every name that reaches a statement goes through here.
package func quoted(identifier: String) -> String {
    // SQL text ends at NUL for the C API; no column can bear one.
    "\"" + identifier.replacing("\"", with: "\"\"").replacing("\0", with: "") + "\""
}

/// `text` as an SQL literal, for the few places where SQL takes no placeholder: paths in `COPY`, options in `SET`.
package func quoted(literal text: String) -> String {
    "'" + text.replacing("'", with: "''").replacing("\0", with: "") + "'"
}
