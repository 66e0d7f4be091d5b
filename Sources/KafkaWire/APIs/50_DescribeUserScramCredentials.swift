// DescribeUserScramCredentials, key 50, versions 0.

/// Describes which users have SCRAM credentials (KIP-554).
package struct DescribeUserScramCredentialsRequest: WireRequest {
    package typealias Response = DescribeUserScramCredentialsResponse
    package static let api = WireAPI(key: 50, name: "DescribeUserScramCredentials", versions: 0...0, firstFlexible: 0)

    package struct UserName: WireStructure {
        package var name = ""

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("name", &name)
        }
    }

    package var users: [UserName]? = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("users", &users)
    }
}

/// The answer to `DescribeUserScramCredentialsRequest`.
package struct DescribeUserScramCredentialsResponse: WireStructure {
    package struct DescribeUserScramCredentialsResult: WireStructure {
        package struct CredentialInfo: WireStructure {
            package var mechanism: Int8 = 0
            package var iterations: Int32 = 0

            package init() {}

            package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
                try code.field("mechanism", &mechanism)
                try code.field("iterations", &iterations)
            }
        }

        package var user = ""
        package var errorCode = BrokerCode.none
        package var errorMessage: String? = ""
        package var credentialInfos: [CredentialInfo] = []

        package init() {}

        package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
            try code.field("user", &user)
            try code.field("error_code", &errorCode)
            try code.field("error_message", &errorMessage)
            try code.field("credential_infos", &credentialInfos)
        }
    }

    package var throttleTimeMs: Int32 = 0
    package var errorCode = BrokerCode.none
    package var errorMessage: String? = ""
    package var results: [DescribeUserScramCredentialsResult] = []

    package init() {}

    package mutating func fields(_ code: inout MessageCoder) throws(WireError) {
        try code.field("throttle_time_ms", &throttleTimeMs)
        try code.field("error_code", &errorCode)
        try code.field("error_message", &errorMessage)
        try code.field("results", &results)
    }
}
