import { Flex, TextField } from '@backstage/ui';
import { useId } from 'react';
import { StateText } from '../../components/StateText';

/** A text field that reports errors in its text. An empty text is no error: the form itself checks required fields. */
export function CheckedField(props: {
  label: string;
  description?: string;
  isRequired?: boolean;
  isDisabled?: boolean;
  value: string | undefined;
  /** The error; undefined if there is none. */
  problem: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  const { value = '', problem, onChange, ...texts } = props;
  const id = useId();
  const isInvalid = value !== '' && problem !== undefined;
  return (
    <Flex direction="column" gap="1">
      <TextField
        {...texts}
        validationBehavior="aria"
        isInvalid={isInvalid}
        aria-describedby={isInvalid ? id : undefined}
        value={value}
        onChange={text => onChange(text === '' ? undefined : text)}
      />
      {isInvalid && (
        <div id={id}>
          <StateText tone="bad">{problem}</StateText>
        </div>
      )}
    </Flex>
  );
}
