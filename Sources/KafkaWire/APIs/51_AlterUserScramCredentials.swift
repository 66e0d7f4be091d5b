// AlterUserScramCredentials, key 51, versions 0.

/// Changes SCRAM credentials (KIP-554).
package struct AlterUserScramCredentialsRequest: WireRequest {
    package typealias Response = AlterUserScramCredentialsResponse
    package static let api = WireAPI(key: 51, name: "AlterUserScramCredentials", versions: 0...0, firstFlexible: 0)

    package struct ScramCredentialDeletion: WireStructure {
        package var name = ""
        package var mechanism: Int8 = 0

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name)
            try code.field("mechanism", &mechanism)
        }
    }

    package struct ScramCredentialUpsertion: WireStructure {
        package var name = ""
        package var mechanism: Int8 = 0
        package var iterations: Int32 = 0
        package var salt: WireBytes = []
        package var saltedPassword: WireBytes = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name)
            try code.field("mechanism", &mechanism)
            try code.field("iterations", &iterations)
            try code.field("salt", &salt)
            try code.field("salted_password", &saltedPassword)
        }
    }

    package var deletions: [ScramCredentialDeletion] = []
    package var upsertions: [ScramCredentialUpsertion] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("deletions", &deletions)
        try code.field("upsertions", &upsertions)
    }
}

/// The answer to `AlterUserScramCredentialsRequest`.
package struct AlterUserScramCredentialsResponse: WireStructure {
    package struct AlterUserScramCredentialsResult: WireStructure {
        package var user = ""
        package var errorCode = BrokerCode.none
        package var errorMessage: String? = ""

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("user", &user)
            try code.field("error_code", &errorCode)
            try code.field("error_message", &errorMessage)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var results: [AlterUserScramCredentialsResult] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("results", &results)
    }
}
