import CCmark

/// Renders what people write, in CommonMark with tables and strikethrough, to HTML that cannot do harm.
///
/// Source: CommonMark 0.29 and GitHub Flavored Markdown through cmark-gfm, in its safe mode: raw HTML and dangerous
/// links are left out.
package enum CommonMark {
    /// - Parameter headingLevel: what a first-level heading of the text becomes, so that it takes its place in the
    ///   outline of the page around it.
    /// - Parameter tableLabel: names the scrolling frames of tables to assistive technology.
    /// - Parameter address: where a link leads whose author wrote a name instead of an address; nil to leave it as it is.
    package static func html(
        _ text: String, headingLevel: Int = 3, tableLabel: String = "", address: (String) -> String? = { _ in nil }
    ) -> Markup {
        cmark_gfm_core_extensions_ensure_registered()
        guard let parser = unsafe cmark_parser_new(CMARK_OPT_VALIDATE_UTF8) else { return Markup(escaping: text) }
        defer { unsafe cmark_parser_free(parser) }
        for name in ["table", "strikethrough", "autolink"] {
            if let found = unsafe cmark_find_syntax_extension(name) {
                _ = unsafe cmark_parser_attach_syntax_extension(parser, found)
            }
        }
        var text = text
        text.withUTF8 { bytes in
            unsafe bytes.withMemoryRebound(to: CChar.self) { characters in
                unsafe cmark_parser_feed(parser, characters.baseAddress, characters.count)
            }
        }
        guard let document = unsafe cmark_parser_finish(parser) else { return Markup(escaping: text) }
        defer { unsafe cmark_node_free(document) }
        unsafe adapt(document, headingLevel: headingLevel, address: address)
        let extensions = unsafe cmark_parser_get_syntax_extensions(parser)
        guard let html = unsafe cmark_render_html(document, CMARK_OPT_DEFAULT, extensions) else {
            return Markup(escaping: text)
        }
        defer { unsafe cmark_get_default_mem_allocator().pointee.free(html) }
        return Markup(trusted: unsafe scrollable(String(cString: html), label: tableLabel))
    }

    /// The text without its marks, on one line, for summaries.
    package static func plain(_ text: String) -> String {
        let html = html(text).html
        var result = ""
        var isTag = false
        for character in html {
            switch character {
            case "<": isTag = true
            case ">": isTag = false; result += " "
            default: if !isTag { result.append(character) }
            }
        }
        let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        for (entity, character) in entities { result = result.replacing(entity, with: character) }
        return result.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            .replacing(" .", with: ".").replacing(" ,", with: ",")
    }

    /// Tables that are wider than the page scroll in a frame of their own, which the keyboard reaches.
    ///
    /// In safe mode no tag comes from the text itself, so that `<table>` can only be cmark's.
    private static func scrollable(_ html: String, label: String) -> String {
        let parts = html.split(separator: "<table>", omittingEmptySubsequences: false)
        var result = parts.first.map(String.init) ?? ""
        for (number, part) in parts.enumerated().dropFirst() {
            // Frames are landmarks: each needs a name of its own.
            let name = Markup.escaped(parts.count > 2 ? "\(label) \(number)" : label)
            result += "<div class=\"pt-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"\(name)\"><table class=\"pt-table\">" + part
        }
        return result.replacing("</table>", with: "</table></div>").replacing("<th>", with: "<th scope=\"col\">")
    }

    /// Lowers the headings of a document to their place in the page, and leads its links where they are meant to.
    private static func adapt(_ document: OpaquePointer, headingLevel level: Int, address: (String) -> String?) {
        guard let iterator = unsafe cmark_iter_new(document) else { return }
        defer { unsafe cmark_iter_free(iterator) }
        while true {
            let event = unsafe cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE { return }
            guard event == CMARK_EVENT_ENTER else { continue }
            let node = unsafe cmark_iter_get_node(iterator)
            switch unsafe cmark_node_get_type(node) {
            case CMARK_NODE_HEADING:
                let lowered = unsafe Int(cmark_node_get_heading_level(node)) + level - 1
                _ = unsafe cmark_node_set_heading_level(node, Int32(min(lowered, 6)))
            case CMARK_NODE_LINK:
                if let written = unsafe cmark_node_get_url(node).map({ unsafe String(cString: $0) }), let meant = address(written) {
                    _ = unsafe cmark_node_set_url(node, meant)
                }
            default: break
            }
        }
    }
}
