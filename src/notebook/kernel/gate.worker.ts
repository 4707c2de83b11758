import { joinPorts, SESSION_LIMITS, WIRE_LIMITS } from './gate.ts';

/** Entry of the gate's worker, which the frame starts beside each kernel. The first message brings four ports. */
addEventListener(
	'message',
	({ ports: [innerSession, session, innerWire, wire] }) => {
		if (!innerSession || !session || !innerWire || !wire) throw new TypeError('The gate needs four ports.');
		const now = (): number => performance.now();
		const report = (flood: string): void => postMessage({ flood });
		joinPorts(innerSession, session, SESSION_LIMITS, now, report);
		joinPorts(innerWire, wire, WIRE_LIMITS, now, report);
	},
	{ once: true }
);
