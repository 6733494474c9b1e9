import { Flex, TextField } from '@backstage/ui';
import { useId } from 'react';
import { StateText } from '../../components/StateText';

/** A text field that says what is wrong with its text. An empty one is no fault here: the form says what it needs. */
export function CheckedField(props: {
  label: string;
  description?: string;
  isRequired?: boolean;
  isDisabled?: boolean;
  value: string | undefined;
  /** What is wrong; undefined where nothing is. */
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
