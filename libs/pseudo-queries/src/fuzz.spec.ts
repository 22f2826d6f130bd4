import { brokenFiles, describeFuzz } from '@lexhop/foundation/testing';
import { FakeLanguageModel, InMemoryLedger, InMemoryReplyStore } from '@lexhop/language-model/testing';
import { draftWithLanguageModel } from './drafting/draft-with-language-model.js';
import { readQuestionBank, writeQuestionBankLine } from './question-bank.js';
import { anArticleToDraft } from './testing/bank-answers.js';

const incoming = ['著作權法保護什麼？', '制定著作權法是為了什麼目的？'];
const outgoing = ['何謂著作？', '著作權由誰享有？', '著作權何時開始？', '侵害著作權有何責任？'];
const entries = ['J0070017:1', 'J0070017:10-1'].map((article) =>
  writeQuestionBankLine({ article, incoming, outgoing, draftedBy: 'fake/model', contentHash: 'a'.repeat(64) }),
);

describeFuzz({
  name: 'the reader of question banks',
  inputs: brokenFiles(
    [entries.join(''), entries.join('').replaceAll('\n', '\r\n'), `\ufeff${entries.join('')}`],
    '{ } [ ] " , : \n \\u0000 \\ud83d null 1e999 __proto__ "incoming" "contentHash"'.split(' '),
  ),
  refusals: ['question-bank-unreadable'],
  take: async (file) => {
    async function* content() {
      yield file;
    }
    for await (const reading of readQuestionBank(content(), { fileName: 'fuzz.jsonl' })) void reading;
  },
});

const drafted = { id: 'J0070017:1', lay: incoming.slice(0, 1), legal: incoming.slice(1), outgoing };
const reply = JSON.stringify({ articles: [drafted] });

describeFuzz({
  name: 'the reader of drafts, as a model replies',
  inputs: brokenFiles(
    [
      reply,
      `<think>條文是…{"articles":[]}</think>\n${reply}`,
      `\`\`\`json\n${reply}\n\`\`\``,
      JSON.stringify(reply),
      `[${reply}]`,
    ],
    '{ } [ ] " , : <think> </think> ``` \\u0000 \\ud83d null ？ <|channel|>final<|message|> [THINK] 著作权 本法'.split(
      ' ',
    ),
  ).map((file) => file.toString('utf8')),
  refusals: [],
  take: (text) =>
    draftWithLanguageModel(
      [anArticleToDraft()],
      { model: new FakeLanguageModel(() => text), replies: new InMemoryReplyStore(new InMemoryLedger()) },
      { articlesPerCall: 1 },
    ),
});
