extension DeclarationNode {
    /// This mapping, with what it leaves out taken from `defaults`: keys one by one, and so on inside mappings that both
    /// have. Texts and lists replace those of the defaults. Anything but a mapping stands as it is.
    ///
    /// What comes from the defaults keeps its place there, so that a mistake is shown where it was made.
    package func completed(from defaults: DeclarationNode) -> DeclarationNode {
        guard case .mapping(let own) = content, case .mapping(let given) = defaults.content else { return self }
        let ownKeys = Set(own.map(\.key))
        let completed = own.map { entry in
            guard let beneath = given.first(where: { $0.key == entry.key })?.value else { return entry }
            return Entry(key: entry.key, place: entry.place, value: entry.value.completed(from: beneath))
        }
        return DeclarationNode(.mapping(completed + given.filter { !ownKeys.contains($0.key) }), at: place)
    }

    /// The same with `word` written `replacement` in every text; keys stay.
    package func replacing(_ word: String, with replacement: String) -> DeclarationNode {
        switch content {
        case .empty: self
        case .text(let text): DeclarationNode(.text(text.replacing(word, with: replacement)), at: place)
        case .list(let nodes): DeclarationNode(.list(nodes.map { $0.replacing(word, with: replacement) }), at: place)
        case .mapping(let entries):
            DeclarationNode(
                .mapping(entries.map { Entry(key: $0.key, place: $0.place, value: $0.value.replacing(word, with: replacement)) }), at: place)
        }
    }
}
