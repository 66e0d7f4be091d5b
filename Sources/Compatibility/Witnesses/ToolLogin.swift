internal import Foundation

/// How a tool reaches a target: librdkafka's properties, put in the words of the tool.
///
/// Goes into a file of mode 0600, because arguments and environments can be read by others.
enum ToolLogin {
    /// For kcat, which is librdkafka itself: each property on a line.
    static func librdkafka(_ properties: [String: String]) throws -> String {
        try properties.sorted { $0.key < $1.key }.map { key, value in
            guard !value.contains(where: \.isNewline) else {
                throw CheckOutcome.notRun("\(key) has several lines, and kcat's file has one for each property")
            }
            return "\(key)=\(value)\n"
        }.joined()
    }

    /// For Kafka's own scripts: the properties of the Java client.
    static func java(_ properties: [String: String]) throws -> String {
        if properties["enable.ssl.certificate.verification"] == "false" {
            throw CheckOutcome.notRun("Kafka's own scripts cannot be told to trust every certificate")
        }
        var java: [String: String] = [:]
        java["security.protocol"] = properties["security.protocol"].map { $0.uppercased() }
        if let mechanism = properties["sasl.mechanism"] ?? properties["sasl.mechanisms"] {
            java["sasl.mechanism"] = mechanism
            java["sasl.jaas.config"] = try jaas(mechanism, properties)
        }
        if let authority = properties["ssl.ca.location"] {
            java["ssl.truststore.type"] = "PEM"
            java["ssl.truststore.location"] = authority
        }
        if let certificate = properties["ssl.certificate.location"], let key = properties["ssl.key.location"] {
            java["ssl.keystore.type"] = "PEM"
            java["ssl.keystore.certificate.chain"] = try String(contentsOfFile: certificate, encoding: .utf8)
            java["ssl.keystore.key"] = try String(contentsOfFile: key, encoding: .utf8)
            java["ssl.key.password"] = properties["ssl.key.password"]
        }
        if let check = properties["ssl.endpoint.identification.algorithm"] {
            java["ssl.endpoint.identification.algorithm"] = check == "none" ? "" : check
        }
        return java.sorted { $0.key < $1.key }.map { "\($0.key)=\(escaped($0.value))\n" }.joined()
    }

    private static func jaas(_ mechanism: String, _ properties: [String: String]) throws -> String {
        let module =
            switch mechanism {
            case "PLAIN": "org.apache.kafka.common.security.plain.PlainLoginModule"
            case "SCRAM-SHA-256", "SCRAM-SHA-512": "org.apache.kafka.common.security.scram.ScramLoginModule"
            default: throw CheckOutcome.notRun("A login by \(mechanism) is not handed to Kafka's own scripts")
            }
        let (user, password) = (properties["sasl.username"] ?? "", properties["sasl.password"] ?? "")
        return #"\#(module) required username="\#(quoted(user))" password="\#(quoted(password))";"#
    }

    private static func quoted(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    }

    /// A value as `java.util.Properties` reads it: ASCII, with backslashes before what has a meaning.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for unit in text.utf16 {
            switch unit {
            case UInt16(UInt8(ascii: "\\")): escaped += "\\\\"
            case UInt16(UInt8(ascii: "\n")): escaped += "\\n"
            case UInt16(UInt8(ascii: "\r")): escaped += "\\r"
            case UInt16(UInt8(ascii: "\t")): escaped += "\\t"
            case UInt16(UInt8(ascii: " ")) where escaped.isEmpty: escaped += "\\ "
            case 0x20..<0x7f: escaped.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
            default:
                let digits = String(unit, radix: 16)
                escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return escaped
    }
}
