package import ScenarioModel

extension Firmware {
    /// The JSON Schema of the version's events, to register it: the same text for the same version.
    package var jsonSchema: String {
        let stamp = "\"stamp\":{\"type\":\"string\",\"minLength\":112,\"maxLength\":112}"
        let properties = fields.map { field in
            let type =
                switch field.kind {
                case .long: "integer"
                case .double: "number"
                case .string: "string"
                case .boolean: "boolean"
                }
            return "\"\(field.name.escapedForJSON)\":{\"type\":\"\(type)\"}"
        }
        let required = ["stamp"] + fields.filter { !$0.isOptional }.map(\.name)
        return "{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"title\":\"event\",\"type\":\"object\","
            + "\"properties\":{" + ([stamp] + properties + ["\"pad\":{\"type\":\"string\"}"]).joined(separator: ",")
            + "},\"required\":[" + required.map { "\"\($0.escapedForJSON)\"" }.joined(separator: ",") + "]}"
    }

    /// The Avro schema of the version's events, likewise: a record `seatrial.event`, its fields in the order in which
    /// they are written.
    package var avroSchema: String {
        let stamp = "{\"name\":\"stamp\",\"type\":{\"type\":\"fixed\",\"name\":\"stamp\",\"size\":56}}"
        let fields = fields.map { field in
            let name = field.name.escapedForJSON
            let type = field.kind.rawValue
            return field.isOptional
                ? "{\"name\":\"\(name)\",\"type\":[\"null\",\"\(type)\"],\"default\":null}"
                : "{\"name\":\"\(name)\",\"type\":\"\(type)\"}"
        }
        let all = [stamp] + fields + ["{\"name\":\"pad\",\"type\":\"bytes\",\"default\":\"\"}"]
        return "{\"type\":\"record\",\"name\":\"event\",\"namespace\":\"seatrial\",\"fields\":["
            + all.joined(separator: ",") + "]}"
    }
}
