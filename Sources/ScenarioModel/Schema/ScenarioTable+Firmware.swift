extension ScenarioTable {
    /// Versions of one scenario at most.
    package static let mostFirmware = 8

    package static let firmware = Shape(
        "firmware version",
        [
            Field(
                "format", .choice(Firmware.Format.allCases.map(\.rawValue)), default: "json",
                "`json`: an object with a JSON Schema. `avro`: the Avro binary of a record."),
            Field(
                "fields",
                .table(
                    name: .fieldName,
                    value: .choice(SchemaField.Kind.allCases.flatMap { [$0.rawValue, $0.rawValue + "?"] })),
                "The event's fields in their order, each with its type; `?` behind it: a reader can do without. The telemetry fields where absent; `stamp` and `pad` are taken."
            ),
            Field(
                "size", .either(.size(payloadSizes), sizes), default: "512B",
                "Bytes of the whole value, as for a payload; all fields must fit."),
            Field("entropy", .number(0...1), default: "0.5", "Of what fills the size: from 0 to 1 (incompressible)."),
        ])

    package static let rollout = Shape(
        "rollout",
        [
            Field("to", .identifier, required: true, "The version they go to; a rollback names the earlier one."),
            Field("phase", .identifier, required: true, "The phase it belongs to."),
            Field("after", .duration(.zeroAllowed), default: "0s", "How long after the phase's start."),
            Field(
                "for", .duration(.zeroAllowed), default: "0s",
                "From the first device to the last; it ends within its phase."),
            Field(
                "share", .percent(0...1), default: "100%",
                "Share of the group's devices. A rollback of 30 % takes back the devices that a rollout of 30 % moved."),
            Field(
                "order", .choice(Rollout.Order.allCases.map(\.rawValue)), default: "share",
                "`share`: one device after another, drawn by the seed. `region`: one region after another."),
        ])
}
