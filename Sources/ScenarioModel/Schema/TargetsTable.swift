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
            Field(
                "schema_registry", .object(schemaRegistry),
                "Where firmware schemas are registered; values are framed for it then."),
            Field(
                "login", .properties,
                "librdkafka properties of an administrator on a listener with logins and an authorizer, for the checks that need one: `bootstrap.servers`, `security.protocol`, `sasl.mechanism`, … Not needed where `properties` log in as one."
            ),
            Field(
                "connect", .object(connect), "The REST interface of Kafka Connect, for the checks that need one."),
        ])

    package static let schemaRegistry = Shape(
        "schema registry",
        [
            Field(
                "url", .text, required: true,
                "`http://host:port` or `https://…`, without user and password. `${env:NAME}` and `${file:PATH}` are filled in."
            ),
            Field("user", .text, "For basic authentication; with `password`."),
            Field("password", .text, "A secret: `${env:NAME}` or `${file:PATH}`; never shown."),
        ])

    package static let connect = Shape(
        "Kafka Connect",
        [
            Field(
                "url", .text, required: true,
                "`http://host:port` or `https://…`, without user and password. `${env:NAME}` and `${file:PATH}` are filled in."
            ),
            Field("user", .text, "For basic authentication; with `password`."),
            Field("password", .text, "A secret: `${env:NAME}` or `${file:PATH}`; never shown."),
        ])
}
