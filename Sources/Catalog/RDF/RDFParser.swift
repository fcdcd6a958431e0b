import CRaptor
package import Foundation
import Tables

/// The syntaxes of RDF that are read, with their media types.
package enum RDFSyntax: String, Sendable, CaseIterable {
    case rdfXML = "rdfxml"
    case turtle
    case nTriples = "ntriples"
    case jsonLD = "jsonld"

    /// The syntax of an answer: what its type says, else what its address ends in, else what it begins with.
    package static func of(mediaType: String?, address: URL?, document: Data) -> RDFSyntax? {
        switch mediaType {
        case "application/rdf+xml": return .rdfXML
        case "text/turtle", "application/x-turtle", "text/n3", "text/rdf+n3": return .turtle
        case "application/n-triples": return .nTriples
        case "application/ld+json": return .jsonLD
        default: break
        }
        switch address?.pathExtension.lowercased() {
        case "rdf", "xml", "owl": return .rdfXML
        case "ttl", "n3": return .turtle
        case "nt": return .nTriples
        case "jsonld", "json": return .jsonLD
        default: break
        }
        let spaces: Set<UInt8> = [9, 10, 13, 32, 0xEF, 0xBB, 0xBF]
        switch document.first(where: { !spaces.contains($0) }) {
        case UInt8(ascii: "{"), UInt8(ascii: "["): return .jsonLD
        case UInt8(ascii: "<"):
            let head = String(decoding: document.prefix(512), as: UTF8.self).lowercased()
            if head.contains("<!doctype html") || head.contains("<html") { return nil }
            return head.contains("<?xml") || head.contains("xmlns") || head.contains("<rdf:") ? .rdfXML : .turtle
        case UInt8(ascii: "@"), UInt8(ascii: "#"), UInt8(ascii: "P"), UInt8(ascii: "p"): return .turtle
        default: return nil
        }
    }
}

/// RDF documents into graphs, through Debian's raptor2, which never reaches the network or a file from here.
package enum RDFParser {
    /// Largest document, in bytes.
    package static let maximumBytes = 256 << 20

    /// What was read, and what the parser did not like yet read over.
    package struct Reading: Sendable {
        package var graph: Graph
        package var warnings: [DocumentProblem]
    }

    /// Reads a whole document.
    ///
    /// - Parameter base: what relative addresses start from.
    /// - Throws: ``DocumentProblem`` at the first place where the document is not of its syntax.
    package static func parse(_ document: Data, as syntax: RDFSyntax, base: URL) throws -> Reading {
        guard document.count <= maximumBytes else { throw DocumentProblem(.tooLarge) }
        switch syntax {
        case .jsonLD:
            return Reading(graph: try JSONLDReader(base: base).graph(of: JSONValue(document: document)), warnings: [])
        case .rdfXML:
            try XMLPrologue.check(document)
            do {
                return try RaptorRun(base: base).read(document, named: syntax.rawValue)
            } catch let problem as DocumentProblem {
                try placed(document)
                throw problem
            }
        case .turtle, .nTriples:
            return try RaptorRun(base: base).read(document, named: syntax.rawValue)
        }
    }

    /// Throws what is wrong with a document as XML, if anything is: raptor tells the place of the last thing that it
    /// understood, and not whether the end is missing.
    private static func placed(_ document: Data) throws {
        do {
            _ = try XMLElement(parsing: document)
        } catch let better as DocumentProblem where [.malformed, .truncated].contains(better.kind) {
            throw better
        } catch {}
    }
}

/// One parse: what the C callbacks write to. It lives on one thread, as long as the call.
private final class RaptorRun {
    private let base: URL
    var graph = Graph()
    var problems: [DocumentProblem] = []
    var failure: DocumentProblem?

    init(base: URL) {
        self.base = base
    }

    func read(_ document: Data, named name: String) throws -> RDFParser.Reading {
        try unsafe RaptorWorlds.withWorld { world in
            guard let world = unsafe world else { throw DocumentProblem(.malformed, detail: "raptor") }
            return try unsafe read(document, named: name, in: world)
        }
    }

    private func read(_ document: Data, named name: String, in world: OpaquePointer) throws -> RDFParser.Reading {
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe raptor_world_set_log_handler(world, context) { context, message in
            guard let context = unsafe context, let message = unsafe message else { return }
            unsafe Unmanaged<RaptorRun>.fromOpaque(context).takeUnretainedValue().note(message.pointee)
        }
        guard let parser = unsafe raptor_new_parser(world, name), let uri = unsafe raptor_new_uri(world, base.absoluteString)
        else { throw DocumentProblem(.malformed, detail: "raptor") }
        defer {
            unsafe raptor_free_uri(uri)
            unsafe raptor_free_parser(parser)
        }
        for (option, value) in [
            (RAPTOR_OPTION_NO_NET, Int32(1)), (RAPTOR_OPTION_NO_FILE, 1), (RAPTOR_OPTION_LOAD_EXTERNAL_ENTITIES, 0),
            (RAPTOR_OPTION_SCANNING, 1), (RAPTOR_OPTION_CHECK_RDF_ID, 0),
        ] { _ = unsafe raptor_parser_set_option(parser, option, nil, value) }
        unsafe raptor_parser_set_uri_filter(parser, { _, _ in 1 }, nil)
        unsafe raptor_parser_set_statement_handler(parser, context) { context, statement in
            guard let context = unsafe context, let statement = unsafe statement else { return }
            unsafe Unmanaged<RaptorRun>.fromOpaque(context).takeUnretainedValue().add(statement.pointee)
        }
        guard unsafe raptor_parser_parse_start(parser, uri) == 0 else { throw DocumentProblem(.malformed, detail: name) }
        // Turtle is read by a grammar that wants its text whole; XML is pushed in pieces.
        let piece = name == "rdfxml" ? 1 << 16 : max(document.count, 1)
        var start = document.startIndex
        var status: Int32 = 0
        repeat {
            let end = min(start + piece, document.endIndex)
            let isLast: Int32 = end == document.endIndex ? 1 : 0
            status = unsafe document[start..<end].withUnsafeBytes { bytes in
                unsafe raptor_parser_parse_chunk(
                    parser, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count, isLast)
            }
            start = end
        } while status == 0 && start < document.endIndex && failure == nil
        if let failure { throw failure }
        if status != 0 { throw problems.last ?? DocumentProblem(.malformed, detail: name) }
        return RDFParser.Reading(graph: graph, warnings: problems)
    }

    func note(_ message: raptor_log_message) {
        let level = unsafe message.level.rawValue
        let line = unsafe message.locator.map { unsafe Int($0.pointee.line) } ?? 0
        let column = unsafe message.locator.map { unsafe Int($0.pointee.column) } ?? 0
        let text = unsafe message.text.map { unsafe String(cString: $0) } ?? ""
        let problem = DocumentProblem(.malformed, line: max(0, line), column: max(0, column), detail: String(text.prefix(200)))
        if level >= RAPTOR_LOG_LEVEL_ERROR.rawValue {
            if failure == nil { failure = problem }
        } else if problems.count < 100, level >= RAPTOR_LOG_LEVEL_WARN.rawValue {
            problems.append(problem)
        }
    }

    func add(_ statement: raptor_statement) {
        // Kept by the graph, so copied out of the parser's memory first.
        guard let subject = unsafe term(statement.subject), let object = unsafe term(statement.object),
            case .iri(let predicate)? = unsafe term(statement.predicate)
        else { return }
        graph.add(subject, predicate, object)
    }

    private func term(_ pointer: UnsafeMutablePointer<raptor_term>?) -> Term? {
        guard let term = unsafe pointer?.pointee else { return nil }
        switch unsafe term.type {
        case RAPTOR_TERM_TYPE_URI:
            return unsafe .iri(text(term.value.uri))
        case RAPTOR_TERM_TYPE_BLANK:
            return unsafe .blank(String(cString: term.value.blank.string))
        case RAPTOR_TERM_TYPE_LITERAL:
            let literal = unsafe term.value.literal
            let bytes = unsafe UnsafeBufferPointer(start: literal.string, count: Int(literal.string_len))
            let datatype = unsafe literal.datatype.map { unsafe text($0) }
            let language = unsafe literal.language.map { unsafe String(cString: $0).lowercased() }
            return unsafe .literal(String(decoding: bytes, as: UTF8.self), datatype: datatype, language: language)
        default: return nil
        }
    }

    private func text(_ uri: OpaquePointer?) -> String {
        guard let bytes = unsafe raptor_uri_as_string(uri) else { return "" }
        return unsafe String(cString: bytes)
    }
}
