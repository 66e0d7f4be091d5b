/// The keys of targets.yaml.
package enum TargetsTable {
    package static let file = Shape(
        "targets file",
        [
            Field(
                "targets", .named(name: .identifier, target, canAdd: false), required: true,
                "The clusters, by the name that `--target` takes. `embedded` is taken: the cluster inside the process.")
        ])

    package static let target = Shape(
        "target",
        [
            Field(
                "bootstrap", .text, required: true,
                "`host:port,host:port`: where to find the cluster. `${env:NAME}` and `${file:PATH}` are filled in."),
            Field(
                "properties", .properties, default: "{}",
                "librdkafka properties of every client (security, time-outs, …). `${env:NAME}` and `${file:PATH}` inside a value are filled in when the target is used; secrets belong there."
            ),
            Field(
                "architecture", .choice(TargetProfile.Architecture.allCases.map(\.rawValue)), default: "unstated",
                "How the cluster keeps its data; shown beside its figures."),
        ])
}
