package import Declarations

extension Page {
    /// Reads the Markdown of a page and checks all of it.
    ///
    /// - Parameters:
    ///   - slug: name of its file without `.md`.
    ///   - file: name of its file within the service's folder, as mistakes tell it.
    ///   - vocabulary: what it may name.
    /// - Returns: the page as far as it can be read, nil where not even its title can; and every mistake.
    package static func read(
        _ text: String, slug: String, file: String, _ vocabulary: Vocabulary
    ) -> (page: Page?, problems: [DeclarationProblem]) {
        let declarations = DeclarationReader(file: file)
        var reader = PageReader(text, slug: slug, file: file, FieldReading(reader: declarations, vocabulary: vocabulary))
        let page = reader.page()
        return (page, declarations.problems)
    }
}
