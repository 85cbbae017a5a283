/** Whether tests that take minutes run at their whole length: `npm run test:hardening` asks for it. */
export const full = process.env.CHIPWIRE_TESTS === 'full';

/** How often a test goes round: a few times as a rule, as often as its promise says where that is asked for. */
export const times = (few: number, many: number): number => (full ? many : few);
