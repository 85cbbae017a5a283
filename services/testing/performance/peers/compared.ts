/** Milliseconds of one piece of work here, and in others' code on the same input; null for what is not installed. */
export interface Compared {
  what: string;
  own: number;
  peers: Record<string, number | null>;
}
