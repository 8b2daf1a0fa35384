//! The catalogue of the demonstration company.

/// Number, English and Spanish description, product type, price in dollars, whether each piece has a serial number.
pub(super) type Product = (&'static str, &'static str, &'static str, &'static str, f64, bool);

/// Parts of machines.
pub(super) const PART: &str = "1001";
/// What a technician uses up.
pub(super) const SUPPLY: &str = "1002";
/// Time at work.
pub(super) const LABOUR: &str = "1003";
/// Ways.
pub(super) const TRAVEL: &str = "1004";

#[rustfmt::skip]
pub(super) const PRODUCTS: [Product; 40] = [
    ("P-1001", "Evaporator fan motor", "Motor del ventilador del evaporador", PART, 86.50, false),
    ("P-1002", "Condenser fan motor", "Motor del ventilador del condensador", PART, 112.00, false),
    ("P-1003", "Compressor 1/2 hp", "Compresor de 1/2 hp", PART, 489.00, true),
    ("P-1004", "Compressor 2 hp", "Compresor de 2 hp", PART, 1240.00, true),
    ("P-1005", "Defrost timer", "Temporizador de descongelación", PART, 41.25, false),
    ("P-1006", "Defrost heater", "Resistencia de descongelación", PART, 58.90, false),
    ("P-1007", "Door gasket 24 x 60", "Junta de puerta 24 x 60", PART, 37.40, false),
    ("P-1008", "Door gasket 36 x 78", "Junta de puerta 36 x 78", PART, 54.10, false),
    ("P-1009", "Thermostat, electronic", "Termostato electrónico", PART, 73.00, false),
    ("P-1010", "Temperature sensor", "Sensor de temperatura", PART, 19.80, false),
    ("P-1011", "Expansion valve", "Válvula de expansión", PART, 94.75, false),
    ("P-1012", "Filter drier", "Filtro secador", PART, 16.20, false),
    ("P-1013", "Wash pump motor", "Motor de la bomba de lavado", PART, 268.00, true),
    ("P-1014", "Drain pump", "Bomba de desagüe", PART, 64.30, false),
    ("P-1015", "Water inlet valve", "Válvula de entrada de agua", PART, 33.60, false),
    ("P-1016", "Drum bearing kit", "Juego de rodamientos del tambor", PART, 148.00, false),
    ("P-1017", "Drive belt", "Correa de transmisión", PART, 22.45, false),
    ("P-1018", "Lint filter assembly", "Conjunto del filtro de pelusa", PART, 27.90, false),
    ("P-1019", "Igniter, hot surface", "Encendedor de superficie caliente", PART, 48.00, false),
    ("P-1020", "Flame sensor", "Sensor de llama", PART, 21.00, false),
    ("P-1021", "Gas valve 24 V", "Válvula de gas de 24 V", PART, 176.00, true),
    ("P-1022", "Circulation pump", "Bomba de circulación", PART, 312.00, true),
    ("P-1023", "Capacitor 45/5 µF", "Condensador 45/5 µF", PART, 18.75, false),
    ("P-1024", "Contactor 30 A", "Contactor de 30 A", PART, 29.50, false),
    ("P-1025", "Control board", "Placa de control", PART, 235.00, true),
    ("P-1026", "Oven heating element", "Resistencia de horno", PART, 77.20, false),
    ("P-1027", "Fryer thermopile", "Termopila de freidora", PART, 39.00, false),
    ("P-1028", "Brew group seal kit", "Juego de juntas del grupo", PART, 24.00, false),
    ("P-1029", "Group head gasket", "Junta del portafiltro", PART, 9.80, false),
    ("P-1030", "Ice thickness probe", "Sonda de espesor de hielo", PART, 52.40, false),
    ("P-1031", "Water filter cartridge", "Cartucho de filtro de agua", SUPPLY, 45.00, false),
    ("P-1032", "Air filter 20 x 25", "Filtro de aire 20 x 25", SUPPLY, 12.30, false),
    ("P-1033", "Refrigerant R-448A, pound", "Refrigerante R-448A, libra", SUPPLY, 38.00, false),
    ("P-1034", "Refrigerant R-410A, pound", "Refrigerante R-410A, libra", SUPPLY, 29.00, false),
    ("P-1035", "Coil cleaner, quart", "Limpiador de serpentín, cuarto", SUPPLY, 14.50, false),
    ("P-1036", "Descaler, quart", "Descalcificador, cuarto", SUPPLY, 17.25, false),
    ("L-2001", "Labour, hour", "Mano de obra, hora", LABOUR, 118.00, false),
    ("L-2002", "Labour after hours, hour", "Mano de obra fuera de horario, hora", LABOUR, 177.00, false),
    ("L-2003", "Diagnosis, flat", "Diagnóstico, tarifa fija", LABOUR, 95.00, false),
    ("T-3001", "Travel, flat", "Desplazamiento, tarifa fija", TRAVEL, 45.00, false),
];
