import type { McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

/** Work that readers ask for again and again. */
export function offerPrompts(server: McpServer): void {
  server.registerPrompt(
    'briefing',
    {
      title: 'A cited briefing',
      description: 'What happened to somebody or something lately, with sources',
      argsSchema: z.object({
        subject: z.string().max(200).describe('An entity, or a query'),
        days: z.string().max(5).optional().describe('So many days back; 7 when left out'),
      }),
    },
    ({ subject, days = '7' }) => ({
      messages: [
        {
          role: 'user',
          content: {
            type: 'text',
            text: [
              `Brief me on ${subject} for the last ${days} days from the Chipwire archive.`,
              'Find its id with entities, then look at stories, trends (by day, with the same span before it to compare), events, quotes and clocks.',
              'Begin with what matters most. For each statement name publisher and day and link the source and the archive’s page; quote one sentence in its own language. Say who was first, how many publishers wrote themselves, where publishers contradict each other, and what is not confirmed. Say what the archive does not tell.',
            ].join('\n'),
          },
        },
      ],
    }),
  );
}
