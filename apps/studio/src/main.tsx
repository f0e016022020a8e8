import { render } from 'preact';
import { Studio } from './shell/studio';

const root = document.querySelector('#studio');
if (root !== null) render(<Studio />, root);
