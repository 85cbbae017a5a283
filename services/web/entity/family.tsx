import type { Entity } from '../../../db/entities.ts';
import type { Relative } from '../../../db/relatives.ts';
import { nameOf, say } from '../language/say.tsx';
import { entityAddress } from '../layout/address.ts';
import { typeName } from '../parts/names.ts';

type Member = Pick<Entity, 'id' | 'name' | 'nameZh' | 'type' | 'parentId'>;
interface FamilyProps {
  entity: Entity;
  /** Those above, the nearest first, and then those below. */
  relatives: readonly Relative[];
}

/** How many are read of those below. */
export const relativesRead = 100;

/** Whom an entity belongs to, and what belongs to it, as a tree. */
export function Family({ entity, relatives }: FamilyProps) {
  if (relatives.length === 0) return null;
  const above = relatives.filter(({ relation }) => relation === 'above').toReversed();
  const below = relatives.filter(({ relation }) => relation === 'below');
  return (
    <section aria-labelledby="family">
      <h2 id="family">{say('Its family')}</h2>
      <Branch {...{ line: [...above, entity], below, own: entity.id }} />
    </section>
  );
}

interface BranchProps {
  /** From this one down to the entity itself. */
  line: readonly Member[];
  below: readonly Member[];
  own: string;
}

/** Those above in one line down to the entity, and all that is below it. */
function Branch({ line: [member, ...line], below, own }: BranchProps) {
  if (!member) return null;
  return (
    <ul class="family-tree">
      <li>
        <MemberName {...{ member, own }} />
        {line.length > 0 ? (
          <Branch {...{ line, below, own }} />
        ) : (
          <Below {...{ of: member.id, below, own }} />
        )}
      </li>
    </ul>
  );
}

function Below({ of, below, own }: { of: string; below: readonly Member[]; own: string }) {
  const children = below.filter(({ parentId }) => parentId === of);
  if (children.length === 0) return null;
  return (
    <ul class="family-tree">
      {children.map((member) => (
        <li>
          <MemberName {...{ member, own }} />
          <Below {...{ of: member.id, below, own }} />
        </li>
      ))}
    </ul>
  );
}

const MemberName = ({ member, own }: { member: Member; own: string }) => (
  <>
    {member.id === own ? (
      <strong aria-current="true">{nameOf(member)}</strong>
    ) : (
      <a href={entityAddress(member.id)}>{nameOf(member)}</a>
    )}{' '}
    <span class="none">{typeName(member.type)}</span>
  </>
);
