import Control
import Governance
import Transport

extension Supervisor {
    /// Control connections at once; an operator has a console or two and a few commands.
    static let operatorConnectionLimit = 64
    /// Of one operator, so that forgotten consoles of one leave the switches to the others.
    static let connectionsPerOperator = 16

    /// Somebody connected to the control socket. Who it is says the kernel: the peer's user id.
    func operatorArrived(_ channel: LineChannel, _ peer: PeerCredentials) {
        guard let name = accounts.operators[peer.user] else {
            lookNowAndThen(isAsked: true)
            channel.write(
                ControlCodec.bytes(
                    of: .reply(
                        number: 0,
                        .fault(
                            ControlFault(
                                .notPermitted,
                                message: "user id \(peer.user) is no operator of the policy",
                                next: "have it named under operators in the policy file")))))
            channel.close()
            return
        }
        let own = operators.values.count { $0.name == name }
        guard operators.count < Supervisor.operatorConnectionLimit,
            own < Supervisor.connectionsPerOperator
        else {
            channel.closeNow()
            return
        }
        nextConnection += 1
        let connection = OperatorConnection(
            id: nextConnection, name: name, user: peer.user, channel: channel, supervisor: self)
        operators[connection.id] = connection
        lookNowAndThen()
        channel.start(connection)
    }

    func operatorLeft(_ connection: OperatorConnection) {
        operators[connection.id] = nil
    }

    /// A line of an operator's client.
    func asked(
        _ line: Result<ControlRequestLine, ControlRequestFault>, by connection: OperatorConnection
    ) {
        switch line {
        case .failure(let fault): connection.send(fault.number ?? 0, .fault(fault.reply))
        case .success(let line):
            guard connection.version != nil || line.request.isHello else {
                let fault = ControlFault(
                    .helloFirst, message: "the first line of a connection is a hello",
                    next: "use the pullcord command")
                connection.send(line.number, .fault(fault))
                return
            }
            answer(line, to: connection)
        }
    }

    /// What acts comes first: a kill waits for nobody's picture.
    private func answer(_ line: ControlRequestLine, to connection: OperatorConnection) {
        switch line.request {
        case .hello, .holds, .runs, .tools, .agents, .hold, .policyPending:
            connection.send(line.number, reply(to: line.request, connection))
        case .status, .subscribe: sendState(line, to: connection)
        case .call(let number): sendEntries(ofCall: number, line.number, to: connection)
        case .entries(let before): sendPage(before: before, line.number, to: connection)
        default: act(line, for: connection)
        }
    }

    private func reply(
        to request: ControlRequest, _ connection: OperatorConnection
    ) -> ControlReply {
        let views = SupervisorViews(picture())
        switch request {
        case .hello(let version, _):
            connection.version = version
            return .welcome(views.welcome(connection.name))
        case .holds: return .holds(views.holds())
        case .runs: return .runs(views.runs())
        case .tools(let from, let around, let count):
            return .tools(views.tools(from: from, around: around, count: count))
        case .agents: return .agents(views.agents())
        case .hold(let code):
            return views.hold(code).map(ControlReply.hold)
                ?? .fault(.noHold(code.description))
        default: return .policy(views.policy())
        }
    }
}

extension Supervisor {
    /// The state of everything, with the root of the trail's tree, which is read off the loop.
    private func sendState(_ line: ControlRequestLine, to connection: OperatorConnection) {
        let loop = loop
        feedReader.root { [self] root in
            loop.execute {
                self.assumeIsolated { $0.sendState(line, root, to: connection) }
            }
        }
    }

    private func sendState(
        _ line: ControlRequestLine, _ root: Digest, to connection: OperatorConnection
    ) {
        guard operators[connection.id] === connection else { return }
        let views = SupervisorViews(picture(root: root))
        guard case .subscribe(let from) = line.request else {
            return connection.send(line.number, .status(views.status()))
        }
        let next = (recorder.durable ?? 0) + 1
        connection.feedsFrom = from ?? next
        connection.send(line.number, .snapshot(views.snapshot(from: from ?? next)))
        feed(connection)
        beat()
    }
}

extension ControlRequest {
    fileprivate var isHello: Bool {
        if case .hello = self { true } else { false }
    }
}

extension ControlFault {
    static func noHold(_ code: String) -> ControlFault {
        .notFound("there is no hold \(code)", next: "pullcord holds lists them")
    }

    static func notFound(
        _ message: String, next: String = "look at what there is: pullcord status"
    ) -> ControlFault {
        ControlFault(.notFound, message: message, next: next)
    }
}
