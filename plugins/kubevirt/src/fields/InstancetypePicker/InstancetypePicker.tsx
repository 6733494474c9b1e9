import { ChoiceField } from '../../components/ChoiceField';
import { useTexts } from '../../translations';
import { clusterOf } from '../clusterOptions';
import { fieldTexts } from '../fieldTexts';
import type { InstancetypePickerProps } from './schema';

/** A field of a template's form: the name of an instancetype of the form's cluster. */
export function InstancetypePicker(props: InstancetypePickerProps) {
  const { formData, onChange } = props;
  const t = useTexts();
  return (
    <ChoiceField
      {...fieldTexts(props, { label: t('choice.instancetype') })}
      kind="instancetypes"
      what={t('what.instancetypes')}
      cluster={clusterOf(props)}
      value={formData}
      onChange={onChange}
    />
  );
}
