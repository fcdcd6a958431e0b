import Declarations

extension DeclarationNode {
    /// Where the first text that fits stands under a key, however deep.
    func place(under key: String, _ fits: (String) -> Bool) -> DeclarationPlace? {
        switch content {
        case .mapping(let entries):
            for entry in entries {
                if entry.key == key, let place = entry.value.place(of: fits) { return place }
                if let place = entry.value.place(under: key, fits) { return place }
            }
            return nil
        case .list(let items):
            for item in items { if let place = item.place(under: key, fits) { return place } }
            return nil
        case .empty, .text: return nil
        }
    }

    /// Where this text stands, or the first of this list that fits.
    private func place(of fits: (String) -> Bool) -> DeclarationPlace? {
        switch content {
        case .text(let text): return fits(text) ? place : nil
        case .list(let items):
            for item in items { if let place = item.place(of: fits) { return place } }
            return nil
        case .empty, .mapping: return nil
        }
    }
}
