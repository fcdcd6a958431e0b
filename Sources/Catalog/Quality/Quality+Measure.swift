package import Foundation

extension Quality {
    /// Judges a dataset from its metadata and the profiles of its current versions. Reads no data.
    package static func measure(_ dataset: Dataset, resources: [ResourceDetail], at now: Date) -> Quality {
        let criteria: [Criterion?] = [
            licence(dataset), description(dataset), territory(dataset), period(dataset), documentedResources(resources),
            columns(resources), frequency(dataset), punctuality(dataset, resources, at: now), openFormat(resources),
            readable(resources), links(resources), conformity(resources), fill(resources), rejects(resources), duplicates(resources), codes(resources),
            drift(resources), personalData(dataset, resources),
        ]
        return Quality(criteria: criteria.compactMap { $0 })
    }
}
