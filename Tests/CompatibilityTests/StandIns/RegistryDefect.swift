/// What registries were reported to get wrong; a stand-in has none or one of them.
enum RegistryDefect: String, CaseIterable, Sendable {
    /// Karapace 916.
    case refusesExtraFields
    case givesAnotherIDEachTime
    /// Karapace 89.
    case missesSchemasThatAreThere
    /// Karapace 222.
    case letsEnumSymbolsGo
    /// Redpanda dcf281c964.
    case looksAtTheLatestVersionOnly
    case saysYesToEveryDryRun
    /// Apicurio 2851.
    case refusesMinusOne
    /// Karapace 435.
    case addsAKeyToVersions
    case ignoresReferences
    case forgetsWhoRefers
    /// Karapace 222.
    case givesIDsAgain
    /// Redpanda c8a0a6e8b4.
    case takesNothingBackAfterASoftDeletion
    case removesWithoutASoftDeletion
    case ignoresTheMode
    case givesImportsAnotherID
    /// Redpanda before 24.2.
    case hasNoJSONSchema
    case forgetsTheTypeOfASchema

    /// The one check that must find it.
    var check: String {
        switch self {
        case .refusesExtraFields, .givesAnotherIDEachTime: "sr.register-idempotent"
        case .missesSchemasThatAreThere: "sr.lookup"
        case .letsEnumSymbolsGo, .looksAtTheLatestVersionOnly, .saysYesToEveryDryRun: "sr.compat-modes"
        case .refusesMinusOne, .addsAKeyToVersions: "sr.version-aliases"
        case .ignoresReferences, .forgetsWhoRefers: "sr.references"
        case .givesIDsAgain, .takesNothingBackAfterASoftDeletion, .removesWithoutASoftDeletion: "sr.delete-lifecycle"
        case .ignoresTheMode, .givesImportsAnotherID: "sr.mode"
        case .hasNoJSONSchema, .forgetsTheTypeOfASchema: "sr.types-and-serde"
        }
    }
}
