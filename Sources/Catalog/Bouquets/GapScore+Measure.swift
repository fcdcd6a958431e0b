import Foundation
import Localization

extension GapScore.Need {
    /// A need that nothing answers: nothing is known, valid or open either.
    static func unmet(_ element: BouquetElement, _ reason: String) -> Self {
        Self(
            id: element.id,
            marks: [.init(.met, 0, reason)] + [.fresh, .valid, .open].map { .init($0, 0, "unmet") })
    }

    /// Judges an element by what answers it.
    ///
    /// - Parameters:
    ///   - dataset: what the catalogue knows of the dataset that answers; `nil` where it is no dataset, or unknown.
    ///   - service: the same of a service.
    static func measure(_ element: BouquetElement, dataset: DatasetDetail?, service: DataService?) -> Self {
        switch element.answer {
        case .unmet(let gap): return unmet(element, gap.rawValue)
        case .link:
            return Self(
                id: element.id,
                marks: [.init(.met, 1, "link")] + [.fresh, .valid, .open].map { .init($0, nil, "unknown") })
        case .service:
            guard let service else { return unmet(element, "gone") }
            if service.vanishedAt != nil { return unmet(element, "vanished") }
            return Self(id: element.id, marks: [
                .init(.met, 1, "service"), .init(.fresh, nil, "unknown"), .init(.valid, nil, "unknown"),
                licence(service.metadata.licence),
            ])
        case .dataset:
            guard let dataset else { return unmet(element, "gone") }
            if dataset.dataset.vanishedAt != nil { return unmet(element, "vanished") }
            guard !dataset.resources.isEmpty else { return unmet(element, "empty") }
            return Self(id: element.id, marks: [.init(.met, 1, "dataset"), fresh(dataset), valid(dataset), open(dataset)])
        }
    }

    private static func fresh(_ detail: DatasetDetail) -> GapScore.Mark {
        guard let criterion = detail.quality.criterion(.punctuality) else { return .init(.fresh, nil, "unpromised") }
        return .init(.fresh, criterion.share, criterion.isSatisfied ? "kept" : "late", criterion.arguments)
    }

    private static func valid(_ detail: DatasetDetail) -> GapScore.Mark {
        guard detail.resources.contains(where: { $0.version != nil || $0.resource.failure != nil }) else {
            return .init(.valid, nil, "unread")
        }
        let criteria = [Quality.Key.readable, .conformity, .rejects, .duplicates, .codes].compactMap(detail.quality.criterion)
        let share = criteria.map(\.share).reduce(0, +) / Double(max(1, criteria.count))
        let faults = criteria.filter { !$0.isSatisfied }
        guard let worst = faults.min(by: { $0.share < $1.share }) else { return .init(.valid, share, "sound") }
        return .init(.valid, share, worst.key.rawValue, worst.arguments)
    }

    private static func open(_ detail: DatasetDetail) -> GapScore.Mark {
        let licence = licence(detail.dataset.licence)
        guard let format = detail.quality.criterion(.openFormat) else { return licence }
        let share = ((licence.share ?? 0) + format.share) / 2
        guard licence.share == 1 else { return GapScore.Mark(licence, share: share) }
        return format.isSatisfied
            ? .init(.open, 1, "open", licence.arguments) : .init(.open, share, "format", licence.arguments)
    }

    private static func licence(_ licence: Licence) -> GapScore.Mark {
        let arguments: [String: MessageArgument] = ["licence": .message(licence.labelKey)]
        return switch licence {
        case .notSpecified: .init(.open, 0, "silent", arguments)
        case .otherClosed: .init(.open, 0, "closed", arguments)
        default: .init(.open, 1, "open", arguments)
        }
    }
}

extension GapScore.Mark {
    /// The same reason with another share.
    fileprivate init(_ mark: Self, share: Double) {
        self.init(family: mark.family, share: share, reasonKey: mark.reasonKey, arguments: mark.arguments)
    }
}

extension Quality {
    /// The judgement of one thing; `nil` where it makes no sense for the dataset.
    func criterion(_ key: Key) -> Criterion? { criteria.first { $0.key == key } }
}
