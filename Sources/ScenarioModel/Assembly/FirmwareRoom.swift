extension SchemaField {
    /// Names that every event has already: its stamp, and what fills its size.
    static let reserved: Set<String> = ["stamp", "pad"]

    /// What a telemetry payload carries: the fields of a firmware that names none.
    package static let telemetry = [
        SchemaField(name: "lat", kind: .double), SchemaField(name: "lon", kind: .double),
        SchemaField(name: "speed_kmh", kind: .double), SchemaField(name: "heading", kind: .long),
        SchemaField(name: "fuel_pct", kind: .double), SchemaField(name: "engine_temp_c", kind: .double),
        SchemaField(name: "rpm", kind: .long), SchemaField(name: "vibration_mm_s", kind: .double),
        SchemaField(name: "odometer_km", kind: .double),
    ]
}

extension SchemaField.Kind {
    /// Bytes that a value of a JSON event may take.
    package var mostInJSON: Int {
        switch self {
        case .long: 10
        case .double: 12
        case .string: 14
        case .boolean: 5
        }
    }

    /// Bytes that a value of an Avro event may take, without the branch of a union.
    package var mostInAvro: Int {
        switch self {
        case .long: 10
        case .double: 8
        case .string: 13
        case .boolean: 1
        }
    }
}

extension Firmware {
    /// Bytes that an event with all its fields takes at most, without filler: its payload may not be smaller.
    package var smallestSize: Int {
        // The header of a Schema Registry: a magic byte and an id of four.
        let frame = 5
        switch format {
        case .json:
            // {"stamp":"…"} around 112 hexadecimal digits; for each field a comma, two quotes, a colon.
            return frame + 12 + 112 + fields.reduce(0) { $0 + $1.name.utf8.count + 4 + $1.kind.mostInJSON }
        case .avro:
            // 56 bytes of stamp, three of the filler's length; one for the branch of an optional field's union.
            return frame + 56 + 3 + fields.reduce(0) { $0 + $1.kind.mostInAvro + ($1.isOptional ? 1 : 0) }
        }
    }
}

extension Payload.Size {
    /// The smallest size that is drawn; of a log-normal one, which has none, the median.
    var smallest: Int {
        switch self {
        case .fixed(let size): size
        case .uniform(let min, _): min
        case .logNormal(let median, _): median
        }
    }
}
