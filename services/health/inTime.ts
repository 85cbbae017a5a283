/** Something took longer than it may. */
export class NotInTime extends Error {
  override name = 'NotInTime';
}

/** What is being made, if it comes in time; it goes on being made, and its fault is nobody’s, if not. @throws NotInTime */
export async function inTime<Answer>(making: Promise<Answer>, ms: number): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NotInTime(`nothing within ${ms / 1000} s`)), ms);
  });
  making.catch(() => {});
  try {
    return await Promise.race([making, late]);
  } finally {
    clearTimeout(timer);
  }
}
