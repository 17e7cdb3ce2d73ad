/// Who is told what becomes of a server process; on the loop, never from inside a call to it.
package protocol ServerProcessOwner: AnyObject {
    func happened(_ event: ServerEvent, to server: ServerProcess)
}
