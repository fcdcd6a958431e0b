package import Foundation
import Localization
import Store

extension Catalog {
    /// The discussions of a subject, the last answered first.
    package func discussions(on subject: DiscussionSubject) async throws -> [Discussion] {
        try await store.read { session in
            try session.rows(
                "SELECT \(Discussion.columns) FROM discussions x WHERE x.subject = ? ORDER BY x.last_at DESC, x.id",
                [.text(subject.key)]
            ).map(Discussion.init)
        }
    }

    /// How many discussions of a subject are open.
    package func openDiscussionCount(on subject: DiscussionSubject) async throws -> Int {
        try await store.read { session in
            try session.row(
                "SELECT count(*) AS number FROM discussions WHERE subject = ? AND closed_at IS NULL", [.text(subject.key)]
            )?.int("number") ?? 0
        }
    }

    /// A discussion with its messages; `nil` where there is none.
    package func discussion(_ id: UUID) async throws -> (discussion: Discussion, messages: [DiscussionMessage])? {
        try await store.read { session in
            guard let discussion = try session.discussion(id) else { return nil }
            let messages = try session.rows(
                "SELECT * FROM discussion_messages WHERE discussion_id = ? ORDER BY number", [.text(id.text)]
            ).map(DiscussionMessage.init)
            return (discussion, messages)
        }
    }

    /// Opens a discussion with its first message.
    ///
    /// - Throws: `CatalogError` for what is not fit, ``FieldProblem`` by field.
    package func openDiscussion(
        on subject: DiscussionSubject, title: String, body: String, by editor: Editor
    ) async throws -> Discussion {
        let date = now().stored
        if let first = Discussion.problems(title: title, body: body).first { throw first.error }
        return try await store.write { session in
            guard try session.exists(subject) else { throw CatalogError(.discussionUnknown) }
            let discussion = Discussion(
                id: UUID(), subject: subject, title: title, author: editor.author, openedAt: date, lastAt: date, closedAt: nil,
                closedBy: nil, messageCount: 1)
            try session.execute(
                """
                INSERT INTO discussions (id, subject, title, author_id, author_name, opened_at, last_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .text(discussion.id.text), .text(subject.key), .text(title), .text(editor.author.id),
                    .text(editor.author.name), StoreValue(date), StoreValue(date),
                ])
            let message = try session.add(body, number: 1, to: discussion.id, by: editor.author, at: date)
            try editor.note(.init(.discussionOpened, discussion, after: message), session)
            return discussion
        }
    }

    /// Adds a message.
    ///
    /// - Throws: `CatalogError` `discussion.closed`, `discussion.unknown`, and for a text that is not fit.
    @discardableResult
    package func answer(_ id: UUID, body: String, by editor: Editor) async throws -> DiscussionMessage {
        let date = now().stored
        if let problem = Discussion.problem(ofBody: body) { throw problem.error }
        return try await store.write { session in
            let discussion = try session.existingDiscussion(id)
            guard !discussion.isClosed else { throw CatalogError(.discussionClosed) }
            guard discussion.messageCount < Discussion.mostMessages else { throw CatalogError(.discussionClosed) }
            let message = try session.add(body, number: discussion.messageCount + 1, to: id, by: editor.author, at: date)
            try session.execute("UPDATE discussions SET last_at = ? WHERE id = ?", [StoreValue(date), .text(id.text)])
            try editor.note(.init(.discussionAnswered, discussion, after: message), session)
            return message
        }
    }

    /// Closes a discussion, or opens it again.
    package func setClosed(_ isClosed: Bool, discussion id: UUID, by editor: Editor) async throws {
        let date = now().stored
        try await store.write { session in
            let discussion = try session.existingDiscussion(id)
            guard discussion.isClosed != isClosed else { return }
            try session.execute(
                "UPDATE discussions SET closed_at = ?, closed_by = ? WHERE id = ?",
                [StoreValue(isClosed ? date : nil), StoreValue(isClosed ? editor.author.name : nil), .text(id.text)])
            try editor.note(.init(isClosed ? .discussionClosed : .discussionReopened, discussion), session)
        }
    }

    /// Takes a message out of sight, for good.
    ///
    /// - Throws: `CatalogError` `discussion.unknown` where there is no such message.
    package func hideMessage(_ message: UUID, of id: UUID, by editor: Editor) async throws {
        let date = now().stored
        try await store.write { session in
            let discussion = try session.existingDiscussion(id)
            let changed = try session.execute(
                "UPDATE discussion_messages SET hidden_at = ? WHERE id = ? AND discussion_id = ? AND hidden_at IS NULL",
                [StoreValue(date), .text(message.text), .text(id.text)])
            guard changed == 1 else { throw CatalogError(.discussionUnknown) }
            try editor.note(.init(.messageHidden, discussion), session)
        }
    }
}

extension Editor.Change {
    fileprivate init(_ action: Editor.Action, _ discussion: Discussion, after message: DiscussionMessage? = nil) {
        self.init(
            action: action, kind: "discussion", id: discussion.id.text, name: discussion.title, before: nil,
            after: message.map { Editor.Snapshot($0) })
    }
}

extension Discussion {
    fileprivate static let columns = """
        x.id, x.subject, x.title, x.author_id, x.author_name, x.opened_at, x.last_at, x.closed_at, x.closed_by, \
        (SELECT count(*) FROM discussion_messages m WHERE m.discussion_id = x.id) AS message_count
        """

    fileprivate init(_ row: Row) throws {
        let key = try row.string("subject")
        guard let subject = DiscussionSubject(key: key) else {
            throw StoreError(.unexpectedValue, "unknown subject \(key)")
        }
        self.init(
            id: try row.uuid("id"), subject: subject, title: try row.string("title"), author: try Author(row),
            openedAt: try row.date("opened_at"), lastAt: try row.date("last_at"), closedAt: try row.optionalDate("closed_at"),
            closedBy: try row.optionalString("closed_by"), messageCount: try row.int("message_count"))
    }
}

extension DiscussionMessage {
    fileprivate init(_ row: Row) throws {
        self.init(
            id: try row.uuid("id"), number: try row.int("number"), body: try row.string("body"), author: try Author(row),
            postedAt: try row.date("posted_at"), hiddenAt: try row.optionalDate("hidden_at"))
    }
}

extension Author {
    fileprivate init(_ row: Row) throws {
        self.init(id: try row.string("author_id"), name: try row.string("author_name"))
    }
}

extension ReadSession {
    fileprivate func discussion(_ id: UUID) throws -> Discussion? {
        try row("SELECT \(Discussion.columns) FROM discussions x WHERE x.id = ?", [.text(id.text)]).map(Discussion.init)
    }

    fileprivate func existingDiscussion(_ id: UUID) throws -> Discussion {
        guard let discussion = try discussion(id) else { throw CatalogError(.discussionUnknown) }
        return discussion
    }

    fileprivate func exists(_ subject: DiscussionSubject) throws -> Bool {
        switch subject {
        case .bouquet(let id): try row("SELECT 1 AS one FROM bouquets WHERE id = ?", [.text(id.text)]) != nil
        case .dataset(let id): try row("SELECT 1 AS one FROM datasets WHERE id = ?", [.text(id.text)]) != nil
        }
    }
}

extension WriteSession {
    fileprivate func add(_ body: String, number: Int, to discussion: UUID, by author: Author, at date: Date) throws -> DiscussionMessage {
        let message = DiscussionMessage(id: UUID(), number: number, body: body, author: author, postedAt: date, hiddenAt: nil)
        try execute(
            """
            INSERT INTO discussion_messages (id, discussion_id, number, body, author_id, author_name, posted_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(message.id.text), .text(discussion.text), StoreValue(number), .text(body), .text(author.id),
                .text(author.name), StoreValue(date),
            ])
        return message
    }
}
