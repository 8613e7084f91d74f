import { catalogueApp } from './stacks/catalogue-app';

catalogueApp().synth();
