import type { Flag, Line } from '../flags.ts';
import type { Note, NoteBody } from '../http/notes/schema.ts';
import { asNoteId, asTopicId } from '../schedule/ids.ts';
import { ANSWER, bodyOf, PROMPT, required } from './body.ts';
import { withClient } from './client.ts';
import { asJson, CLIENT_FLAGS, type Command, counted, JSON_OUTPUT, TOPIC } from './command.ts';

const ITEM: Flag = { name: 'item', value: 'TEXT', meaning: 'the item of the plan that it belongs to' };
const ID: Flag = { name: 'id', value: 'ID', meaning: 'its id; by default made from the prompt' };
const FLAGS = [TOPIC, PROMPT, ANSWER, ITEM, ID, JSON_OUTPUT];

export const noteAdd: Command = {
  name: 'note add',
  words: '[-]',
  maxWords: 1,
  summary: "write a note into a topic's deck; - reads {topicId, prompt, answer, item, id} from stdin",
  flags: [...FLAGS, ...CLIENT_FLAGS],
  async run(line, surroundings) {
    const sent = await bodyOf(line, surroundings, FLAGS, () => noteOf(line));
    return withClient(line, surroundings, async (client) => {
      const { body } = await client.post<Note>('/api/notes', sent);
      if (line.has('json')) surroundings.out(asJson(body));
      else {
        const what = body.draft ? 'a draft' : counted(body.cards.length, 'card');
        surroundings.out(`Added ${body.id} to ${body.path}, line ${body.line}: ${what}`);
      }
      return 0;
    });
  },
};

function noteOf(line: Line): NoteBody {
  const item = line.value('item');
  const id = line.value('id');
  return {
    topicId: asTopicId(required(line, TOPIC)),
    prompt: required(line, PROMPT),
    answer: required(line, ANSWER),
    ...(item !== undefined && { item }),
    ...(id !== undefined && { id: asNoteId(id) }),
  };
}
