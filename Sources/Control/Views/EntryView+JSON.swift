extension EntryView {
    /// The entry alone as one JSON object, in the wire's fields: what `--json` prints.
    package var json: [UInt8] { ControlCodec.write(self) }
}
