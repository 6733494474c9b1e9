import fc from 'fast-check';
import { AnswerError, Fields } from './Fields';

describe('Fields', () => {
  const fields = new Fields({
    text: 'a',
    integer: 1,
    half: 0.5,
    none: null,
    object: { id: 2 },
    objects: [{ id: 3 }],
    texts: ['b'],
  });

  it('reads what is there', () => {
    expect(fields.text('text')).toBe('a');
    expect(fields.integer('integer')).toBe(1);
    expect(fields.object('object').integer('id')).toBe(2);
    expect(fields.objects('objects')[0].integer('id')).toBe(3);
    expect(fields.texts('texts')).toEqual(['b']);
  });

  it.each(['none', 'missing'])('may pass over what is %s', name => {
    expect(fields.optionalText(name)).toBeUndefined();
    expect(fields.optionalInteger(name)).toBeUndefined();
    expect(fields.optionalObject(name)).toBeUndefined();
    expect(fields.objects(name)).toEqual([]);
    expect(fields.texts(name)).toEqual([]);
  });

  it.each<[string, () => unknown]>([
    ['a text that is missing', () => fields.text('missing')],
    ['a text that is a number', () => fields.optionalText('integer')],
    ['a number that is a text', () => fields.integer('text')],
    ['a number that is no integer', () => fields.integer('half')],
    ['an object that is missing', () => fields.object('missing')],
    ['an object that is a text', () => fields.optionalObject('text')],
    ['an object that is a list', () => fields.object('texts')],
    ['a list that is an object', () => fields.objects('object')],
    ['a list of objects with a text', () => fields.objects('texts')],
    ['a list of texts with an object', () => fields.texts('objects')],
    ['a list that is a text', () => Fields.list('text')],
  ])('refuses %s', (_, read) => {
    expect(read).toThrow(AnswerError);
  });

  it('gives a text, or an AnswerError', () => {
    const outcomeOf = (value: unknown) => {
      try {
        return typeof new Fields(value).text('a');
      } catch (error) {
        return (error as Error).name;
      }
    };
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (value, a) => {
        expect(['string', 'AnswerError']).toContain(outcomeOf(value));
        expect(outcomeOf({ a })).toBe(
          typeof a === 'string' ? 'string' : 'AnswerError',
        );
      }),
    );
  });
});
