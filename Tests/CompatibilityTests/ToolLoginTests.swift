import Evidence
import Testing

@testable import Compatibility

/// A target's login in the words of its tools.
struct ToolLoginTests {
    @Test func plainLoginBecomesJavas() throws {
        let text = try ToolLogin.java([
            "bootstrap.servers": "a:1", "security.protocol": "sasl_ssl", "sasl.mechanism": "SCRAM-SHA-512",
            "sasl.username": "fleet", "sasl.password": #"pa"ss\wörd"#, "ssl.ca.location": "/etc/ca.pem",
            "linger.ms": "5",
        ])
        #expect(
            text == #"""
                sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="fleet" password="pa\\"ss\\\\w\u00f6rd";
                sasl.mechanism=SCRAM-SHA-512
                security.protocol=SASL_SSL
                ssl.truststore.location=/etc/ca.pem
                ssl.truststore.type=PEM

                """#)
    }

    @Test(arguments: [
        ["security.protocol": "SASL_SSL", "sasl.mechanism": "OAUTHBEARER"],
        ["security.protocol": "SSL", "enable.ssl.certificate.verification": "false"],
    ])
    func whatJavaCannotBeToldIsNotRun(properties: [String: String]) {
        #expect { try ToolLogin.java(properties) } throws: { ($0 as? CheckOutcome)?.verdict == .notRun }
    }

    @Test func librdkafkaTakesItsOwnProperties() throws {
        #expect(try ToolLogin.librdkafka(["b": "2", "a": "1 = one"]) == "a=1 = one\nb=2\n")
        #expect(throws: CheckOutcome.self) { try ToolLogin.librdkafka(["a": "1\nb=2"]) }
    }

    @Test(arguments: [
        (
            "kcat - Apache Kafka\nVersion 1.7.1 (JSON, librdkafka 2.0.2 builtin.features=gzip)",
            "1.7.1, librdkafka 2.0.2"
        ),
        ("4.0.0\n", "4.0.0"), ("Python 3.12.1", "3.12.1"), ("v24.2.7 (rev 1)", "24.2.7"), ("7.6.0-ccs", "7.6.0-ccs"),
        ("no number", nil),
    ])
    func versionIsReadFromWhatAToolSays(text: String, version: String?) {
        #expect(ToolVersions.version(in: text) == version)
    }

    @Test func columnIsFoundByItsName() {
        let table = """
            Consumer group 'g' has no active members.

            GROUP  TOPIC  PARTITION  CURRENT-OFFSET  LOG-END-OFFSET  LAG  CONSUMER-ID
            g      t      0          20              50              30   -
            """
        #expect(Witness.column("LAG", of: "t", in: table) == "30")
        #expect(Witness.column("CURRENT-OFFSET", of: "t", in: table) == "20")
        #expect(Witness.column("LAG", of: "other", in: table) == nil)
        #expect(Witness.column("HOST", of: "t", in: table) == nil)
    }
}
