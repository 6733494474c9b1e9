import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

/** Opens the suggestions of the only field that has any, as the keyboard does. */
export async function openList(): Promise<void> {
  await userEvent.click(await screen.findByRole('combobox'));
  await userEvent.keyboard('{ArrowDown}');
}
