import { videoApp } from './stacks/video-app';

videoApp().synth();
