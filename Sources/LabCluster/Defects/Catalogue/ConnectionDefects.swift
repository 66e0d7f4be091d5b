internal import KafkaWire

// Connections, frames and the order of answers.
extension LabDefect {
    static let connectionDefects = [
        LabDefect(
            "hang-up-on-new-versions", .compatibility, "ApiVersions in a version too new ends the connection",
            foundBy: [.check("proto.apiversions-too-new")],
            .header { header, call in header.apiKey == 18 && header.version > 4 && call.strikes() }),
        LabDefect(
            "answer-silent-writes", .compatibility, "Writes with acks=0 are answered",
            foundBy: [.check("proto.acks0-silent")], .lapse(.unansweredProduce)),
        LabDefect(
            "wrong-correlation", .compatibility, "Every third answer about offsets has another request's number",
            foundBy: [.check("proto.pipelining-order")],
            .frame(key: ListOffsetsRequest.api.key) { frame, call in
                call.defect.memory["count", default: 0] += 1
                guard call.defect.memory["count", default: 0].isMultiple(of: 3), frame.count > 4, call.strikes()
                else { return }
                frame[3] &+= 1
            }),
        LabDefect(
            "half-answers", .compatibility, "Answers of Metadata end in their middle",
            foundBy: [.check("proto.advertised-honoured")],
            .frame(key: MetadataRequest.api.key) { frame, call in
                if call.version == 7, call.strikes() { frame.removeLast(frame.count / 2) }
            }),
        LabDefect(
            "refuse-advertised", .compatibility, "A version of ListOffsets that is offered ends the connection",
            foundBy: [.check("proto.advertised-honoured")],
            .header { header, call in header.apiKey == 2 && header.version == 4 && call.strikes() }),
    ]
}
