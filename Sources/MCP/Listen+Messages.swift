internal import JSON

extension Listen {
    /// The first message of a listen: what is honoured.
    var acknowledgement: [UInt8] {
        Answers.notification(.subscriptionsAcknowledged) { writer in
            tag(&writer)
            writer.name("notifications")
            writer.beginObject()
            for list in [ListKind.tools, .prompts, .resources] where lists.contains(list) {
                writer.member(list.filter.string, true)
            }
            if !resources.isEmpty {
                writer.name("resourceSubscriptions")
                writer.beginArray()
                for uri in resources { writer.value(uri) }
                writer.endArray()
            }
            writer.endObject()
        }
    }

    /// That a list changed, on this listen.
    func changed(_ list: ListKind) -> [UInt8] {
        Answers.notification(list.changed) { tag(&$0) }
    }

    /// That a resource was updated, on this listen.
    func updated(_ uri: String) -> [UInt8] {
        Answers.notification(.resourcesUpdated) { writer in
            tag(&writer)
            writer.member("uri", uri)
        }
    }

    /// The graceful end: the result of the listen.
    var end: [UInt8] {
        Answers.result(to: request.id, of: request.revision) { tag(&$0) }
    }

    /// `_meta` with the id of the listen, which every message on it carries.
    private func tag(_ writer: inout JSONWriter) {
        writer.name("_meta")
        writer.beginObject()
        writer.name(MetaKey.subscriptionID)
        writer.value(raw: request.id.bytes)
        writer.endObject()
    }
}
