import { brokenFiles, describeFuzz } from '@lexhop/foundation/testing';
import { z } from 'zod';
import { itemsSoFar, readReply, withoutReasoning } from './read-reply.js';

const answer = JSON.stringify({
  sentences: [{ text: '得由當事人約定。', citations: [{ article: 'A:1', quote: '約定' }] }],
});
const schema = z.object({ sentences: z.array(z.object({ text: z.string(), citations: z.array(z.unknown()) })) });
const dressed = [
  answer,
  `<think>先看 A:1 {"sentences": [</think>${answer}`,
  `Here it is:\n\`\`\`json\n${answer}\n\`\`\`\nDone.`,
  `<|channel|>analysis<|message|>hm<|channel|>final<|message|>${answer}`,
  `${answer}${answer}`,
  JSON.stringify(answer),
];
const words =
  '{ } [ ] " , : \\ <think> </think> [THINK] [/THINK] ◁think▷ ◁/think▷ <|START_THINKING|> <|channel|> ``` "sentences":['.split(
    ' ',
  );

describeFuzz({
  name: 'the reader of replies, whole and as they come',
  inputs: brokenFiles(dressed, words).map((file) => file.toString('utf8')),
  refusals: ['language-model-reply-unusable'],
  take: (text) => {
    itemsSoFar(withoutReasoning(text), 'sentences');
    readReply('fake/model', { text, usage: { inputTokens: 1, outputTokens: 1 } }, schema);
  },
});
