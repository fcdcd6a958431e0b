package import Declarations

/// What a service's meaning adds to the mistakes of its YAML.
extension DeclarationProblem.Kind {
    package static let serviceMissing = Self("services.service_missing")
    package static let entryUnknown = Self("services.entry_unknown")
    package static let serviceUnknown = Self("services.service_unknown")
    package static let frontMatterMissing = Self("services.front_matter_missing")
    package static let frontMatterUnclosed = Self("services.front_matter_unclosed")
    package static let blockUnknown = Self("services.block_unknown")
    package static let blockUnclosed = Self("services.block_unclosed")
    package static let blockHeading = Self("services.block_heading")
    package static let blockDuplicate = Self("services.block_duplicate")
    package static let blockIncomplete = Self("services.block_incomplete")
    package static let blockContrary = Self("services.block_contrary")
    package static let blockNamed = Self("services.block_named")
    package static let conditionMissing = Self("services.condition_missing")
    package static let conditionInvalid = Self("services.condition_invalid")
    package static let templateInvalid = Self("services.template_invalid")
    package static let indicatorUnknown = Self("services.indicator_unknown")
    package static let operandUnknown = Self("services.operand_unknown")
    package static let dataMissing = Self("services.data_missing")
    package static let linkUnknown = Self("services.link_unknown")
    package static let breakdownNone = Self("services.breakdown_none")
    package static let breakdownUnknown = Self("services.breakdown_unknown")
    package static let resourceUnknown = Self("services.resource_unknown")
    package static let columnUnknown = Self("services.column_unknown")
    package static let parameterUnknown = Self("services.parameter_unknown")
    package static let parameterKind = Self("services.parameter_kind")
    package static let parameterReserved = Self("services.parameter_reserved")
    package static let policyUnknown = Self("services.policy_unknown")
    package static let themeUnknown = Self("services.theme_unknown")
    package static let pageUnknown = Self("services.page_unknown")
    package static let pagesMissing = Self("services.pages_missing")
    package static let zoneUnknown = Self("services.zone_unknown")
    package static let queryInvalid = Self("services.query_invalid")
    package static let queryColumns = Self("services.query_columns")
    package static let queryTime = Self("services.query_time")
    package static let queryTooLarge = Self("services.query_too_large")
    package static let axisUnknown = Self("services.axis_unknown")
    package static let schemaInvalid = Self("services.schema_invalid")

    package static let services: [Self] = [
        serviceMissing, entryUnknown, serviceUnknown, frontMatterMissing, frontMatterUnclosed, blockUnknown, blockUnclosed,
        blockHeading, blockDuplicate, blockIncomplete, blockContrary, blockNamed, conditionMissing, conditionInvalid,
        templateInvalid, indicatorUnknown, operandUnknown, dataMissing, linkUnknown, breakdownNone, breakdownUnknown, resourceUnknown, columnUnknown, parameterUnknown, parameterKind,
        parameterReserved, policyUnknown, themeUnknown, pageUnknown, pagesMissing, zoneUnknown,
        queryInvalid, queryColumns, queryTime, queryTooLarge, axisUnknown, schemaInvalid,
    ]
}
