// Says whether the shop is open right now.
const now = new Date();
const open = now.getDay() !== 0 && now.getHours() >= 10 && now.getHours() < 18;
document.body.append(open ? 'Wir haben offen.' : 'Gerade geschlossen.');
