package import Foundation
import Localization

/// The sections of a bouquet and their elements, in order. It is a value: every change of it is made here and can be
/// tried without a store.
package struct BouquetContent: Codable, Hashable, Sendable {
    /// How many elements a bouquet may have, all sections together.
    package static let mostElements = 300
    package static let mostSections = 50

    /// Elements under one heading.
    package struct Section: Codable, Hashable, Sendable, Identifiable {
        package let id: UUID
        package var title: String
        package fileprivate(set) var elements: [BouquetElement]

        package init(id: UUID = UUID(), title: String, elements: [BouquetElement] = []) {
            self.id = id
            self.title = title
            self.elements = elements
        }
    }

    /// Which way something moves.
    package enum Direction: String, Sendable, CaseIterable { case up, down }

    /// Those before the first section.
    package private(set) var loose: [BouquetElement]
    package private(set) var sections: [Section]

    package init(loose: [BouquetElement] = [], sections: [Section] = []) {
        self.loose = loose
        self.sections = sections
    }

    /// All elements, in order.
    package var elements: [BouquetElement] { loose + sections.flatMap(\.elements) }

    package func element(_ id: UUID) -> BouquetElement? { elements.first { $0.id == id } }

    package func section(_ id: UUID) -> Section? { sections.first { $0.id == id } }

    /// The section of an element; `nil` for those before the first, and for no element.
    package func section(ofElement id: UUID) -> UUID? {
        sections.first { section in section.elements.contains { $0.id == id } }?.id
    }

    // MARK: Sections

    /// - Throws: `CatalogError` `bouquet.tooLarge`.
    package mutating func add(_ section: Section) throws {
        guard sections.count < Self.mostSections else { throw Self.tooLarge(.sections) }
        sections.append(section)
    }

    /// - Throws: `CatalogError` `bouquet.part` where there is no such section.
    package mutating func rename(section id: UUID, to title: String) throws {
        sections[try place(ofSection: id)].title = title
    }

    /// Takes a heading away; what stood under it goes under the one before.
    ///
    /// - Throws: `CatalogError` `bouquet.part`.
    package mutating func remove(section id: UUID) throws {
        let place = try place(ofSection: id)
        let orphans = sections.remove(at: place).elements
        if place == 0 { loose += orphans } else { sections[place - 1].elements += orphans }
    }

    /// Exchanges a section with its neighbour; the first stays first.
    ///
    /// - Throws: `CatalogError` `bouquet.part`.
    package mutating func move(section id: UUID, _ direction: Direction) throws {
        let place = try place(ofSection: id)
        let other = direction == .up ? place - 1 : place + 1
        if sections.indices.contains(other) { sections.swapAt(place, other) }
    }

    // MARK: Elements

    /// Adds an element at the end of a section.
    ///
    /// - Parameter section: `nil` for before the first.
    /// - Throws: `CatalogError` `bouquet.tooLarge`, `bouquet.part`.
    package mutating func add(_ element: BouquetElement, to section: UUID?) throws {
        guard elements.count < Self.mostElements else { throw Self.tooLarge(.elements) }
        self[list: try list(of: section)].append(element)
    }

    /// Puts the element in the place of the one of the same identifier, or at the end of another section.
    ///
    /// - Throws: `CatalogError` `bouquet.part`.
    package mutating func replace(_ element: BouquetElement, in section: UUID?) throws {
        let (list, index) = try place(ofElement: element.id)
        let wanted = try self.list(of: section)
        if wanted == list {
            self[list: list][index] = element
        } else {
            self[list: list].remove(at: index)
            self[list: wanted].append(element)
        }
    }

    /// - Throws: `CatalogError` `bouquet.part`.
    package mutating func remove(element id: UUID) throws {
        let (list, index) = try place(ofElement: id)
        self[list: list].remove(at: index)
    }

    /// Exchanges an element with its neighbour; from the edge of a section it goes into the one beside.
    ///
    /// - Throws: `CatalogError` `bouquet.part`.
    package mutating func move(element id: UUID, _ direction: Direction) throws {
        let (list, index) = try place(ofElement: id)
        let other = direction == .up ? index - 1 : index + 1
        if self[list: list].indices.contains(other) { return self[list: list].swapAt(index, other) }
        let beside = direction == .up ? list - 1 : list + 1
        guard (0...sections.count).contains(beside) else { return }
        let element = self[list: list].remove(at: index)
        if direction == .up { self[list: beside].append(element) } else { self[list: beside].insert(element, at: 0) }
    }

    // MARK: Places

    /// The elements before the first section are list 0, those of the sections follow.
    private subscript(list index: Int) -> [BouquetElement] {
        get { index == 0 ? loose : sections[index - 1].elements }
        set { if index == 0 { loose = newValue } else { sections[index - 1].elements = newValue } }
    }

    private func list(of section: UUID?) throws -> Int { try section.map { try place(ofSection: $0) + 1 } ?? 0 }

    private func place(ofSection id: UUID) throws -> Int {
        guard let place = sections.firstIndex(where: { $0.id == id }) else { throw CatalogError(.bouquetPart) }
        return place
    }

    private func place(ofElement id: UUID) throws -> (list: Int, index: Int) {
        for list in 0...sections.count {
            if let index = self[list: list].firstIndex(where: { $0.id == id }) { return (list, index) }
        }
        throw CatalogError(.bouquetPart)
    }

    enum Part: String { case sections, elements }

    static func tooLarge(_ part: Part) -> CatalogError {
        let most = part == .sections ? mostSections : mostElements
        return CatalogError(.bouquetTooLarge, ["most": .integer(most), "part": .message("bouquets.part.\(part.rawValue)")])
    }
}
