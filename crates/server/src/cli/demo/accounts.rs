//! The customers of the demonstration company, and where its technicians go for them.

/// A customer.
pub(super) struct Account {
    pub num: &'static str,
    pub name: &'static str,
    pub business: bool,
    /// First name, last name, e-mail address, telephone number.
    pub contact: [&'static str; 4],
    pub notes: &'static str,
    pub locations: &'static [Location],
}

/// A place of a customer: number, name, street, town, ZIP code, latitude, longitude, notes.
pub(super) type Location = [&'static str; 8];

const fn business(
    num: &'static str,
    name: &'static str,
    contact: [&'static str; 4],
    notes: &'static str,
    locations: &'static [Location],
) -> Account {
    Account { num, name, business: true, contact, notes, locations }
}

const fn home(
    num: &'static str,
    name: &'static str,
    contact: [&'static str; 4],
    locations: &'static [Location],
) -> Account {
    Account { num, name, business: false, contact, notes: "", locations }
}

/// All customers: 14 companies, 12 households.
#[rustfmt::skip]
pub(super) const ACCOUNTS: &[Account] = &[
    business("10010", "Peachtree Bistro Group", ["Elena", "Marsh", "elena.marsh@peachtreebistro.example", "404-555-0110"], "Kitchens are closed from 14:00 to 16:00; that is the time for repairs.", &[
        ["1001001", "Peachtree Bistro Midtown", "931 Juniper St NE", "Atlanta", "30309", "33.7790", "-84.3822", "Ring at the kitchen door in the alley."],
        ["1001002", "Peachtree Bistro Buckhead", "3060 Pharr Ct N", "Atlanta", "30305", "33.8379", "-84.3801", ""],
        ["1001003", "Peachtree Bakery Decatur", "118 E Trinity Pl", "Decatur", "30030", "33.7731", "-84.2940", "Baking starts at 3:00, ask for the shift lead."],
    ]),
    business("10020", "Fulton Fresh Markets", ["Andre", "Whitlock", "facilities@fultonfresh.example", "404-555-0121"], "Refrigeration comes first: call ahead when a case is above 5 °C.", &[
        ["1002001", "Fulton Fresh West End", "842 Oak St SW", "Atlanta", "30310", "33.7391", "-84.4178", "Loading dock B."],
        ["1002002", "Fulton Fresh Smyrna", "2840 Atlanta Rd SE", "Smyrna", "30080", "33.8742", "-84.5046", ""],
        ["1002003", "Fulton Fresh Roswell", "1025 Canton St", "Roswell", "30075", "34.0242", "-84.3611", "Park behind the store."],
    ]),
    business("10030", "Riverbend Apartments", ["Joyce", "Tanaka", "office@riverbendapts.example", "770-555-0132"], "Tenants are told a day before; the office has the keys.", &[
        ["1003001", "Riverbend Building A", "4400 River Pkwy", "Sandy Springs", "30328", "33.9047", "-84.4410", "Boiler room in the basement."],
        ["1003002", "Riverbend Building C", "4412 River Pkwy", "Sandy Springs", "30328", "33.9051", "-84.4418", ""],
    ]),
    business("10040", "Grant Park Elementary School", ["Denise", "Okafor", "d.okafor@grantparkschool.example", "404-555-0144"], "Sign in at the front office; no work in class rooms before 15:00.", &[
        ["1004001", "Grant Park Elementary", "750 Kalb St SE", "Atlanta", "30312", "33.7373", "-84.3691", "Kitchen and plant room are in the east wing."],
    ]),
    business("10050", "Summit Ridge Hotels", ["Patrick", "Lowe", "engineering@summitridge.example", "404-555-0155"], "Ask for the engineer on duty. Guest floors from 10:00 only.", &[
        ["1005001", "Summit Ridge Downtown", "165 Courtland St NE", "Atlanta", "30303", "33.7579", "-84.3836", "Service lift at the back."],
        ["1005002", "Summit Ridge Airport", "1900 Sullivan Rd", "College Park", "30337", "33.6352", "-84.4586", ""],
        ["1005003", "Summit Ridge Perimeter", "246 Perimeter Ctr Pkwy", "Dunwoody", "30346", "33.9298", "-84.3411", "Laundry is on level P2."],
    ]),
    business("10060", "Oakhurst Dental Partners", ["Priya", "Raman", "manager@oakhurstdental.example", "404-555-0166"], "", &[
        ["1006001", "Oakhurst Dental", "650 East Lake Dr", "Decatur", "30030", "33.7622", "-84.3080", "Compressor stands in the closet beside reception."],
    ]),
    business("10070", "Chattahoochee Cold Storage", ["Walter", "Briggs", "ops@chattcold.example", "770-555-0177"], "Open around the clock. Safety shoes are a must.", &[
        ["1007001", "Cold Storage Plant 1", "5300 Fulton Industrial Blvd", "Atlanta", "30336", "33.7302", "-84.5537", "Gate code from the guard."],
        ["1007002", "Cold Storage Plant 2", "6120 Bakers Ferry Rd", "Atlanta", "30336", "33.7440", "-84.5671", ""],
    ]),
    business("10080", "Little Five Coffee Roasters", ["Sam", "Ferreira", "sam@l5roasters.example", "404-555-0188"], "", &[
        ["1008001", "Roastery", "484 Moreland Ave NE", "Atlanta", "30307", "33.7672", "-84.3490", "Please no visits from 7:00 to 9:30."],
        ["1008002", "Coffee Bar Inman Park", "240 N Highland Ave", "Atlanta", "30307", "33.7614", "-84.3588", ""],
    ]),
    business("10090", "Northside Medical Offices", ["Carla", "Nguyen", "buildings@northsidemed.example", "404-555-0199"], "The vaccine refrigerators carry a red label: call the office before switching one off.", &[
        ["1009001", "Medical Tower", "980 Johnson Ferry Rd", "Atlanta", "30342", "33.9110", "-84.3531", "Badge from the security desk."],
        ["1009002", "Imaging Centre", "5445 Meridian Mark Rd", "Atlanta", "30342", "33.9078", "-84.3560", ""],
    ]),
    business("10100", "Westside Laundromats", ["Hector", "Salas", "hector@westsidelaundry.example", "404-555-0210"], "Coin boxes are emptied by the owner before a machine is opened.", &[
        ["1010001", "Laundromat Howell Mill", "1133 Huff Rd NW", "Atlanta", "30318", "33.7880", "-84.4250", ""],
        ["1010002", "Laundromat Bankhead", "2020 Donald Lee Hollowell Pkwy", "Atlanta", "30318", "33.7733", "-84.4527", "Key box at the back door."],
    ]),
    business("10110", "Emory Village Theater", ["Rosa", "Lindgren", "house@evtheater.example", "404-555-0221"], "", &[
        ["1011001", "Emory Village Theater", "1593 N Decatur Rd", "Atlanta", "30307", "33.7882", "-84.3262", "Roof units by the ladder in the projection room."],
    ]),
    business("10120", "Marietta Senior Living", ["Gloria", "Hayes", "maintenance@mariettasenior.example", "770-555-0232"], "No heating or cooling may be off for more than two hours.", &[
        ["1012001", "Residence House", "760 Church St", "Marietta", "30060", "33.9585", "-84.5527", "Sign the visitors' book."],
        ["1012002", "Care Wing", "764 Church St", "Marietta", "30060", "33.9588", "-84.5530", ""],
    ]),
    business("10130", "Tucker Craft Brewing", ["Owen", "Pratt", "brew@tuckercraft.example", "770-555-0243"], "", &[
        ["1013001", "Brewery and Taproom", "4200 First Ave", "Tucker", "30084", "33.8546", "-84.2171", "Glycol chiller stands in the yard."],
    ]),
    business("10140", "Alpharetta Data Rooms", ["Lin", "Zhao", "noc@alpharettadata.example", "770-555-0254"], "Every visit is announced to the control room. Two-hour response.", &[
        ["1014001", "Data Room North", "1100 Sanctuary Pkwy", "Alpharetta", "30009", "34.0665", "-84.2860", "Escort needed."],
    ]),
    home("20010", "Katherine Doyle", ["Katherine", "Doyle", "k.doyle@mail.example", "404-555-0310"], &[["2001001", "Home", "1420 Pasadena Ave NE", "Atlanta", "30306", "33.7925", "-84.3511", "Dog in the yard."]]),
    home("20020", "Jamal Robinson", ["Jamal", "Robinson", "jrobinson@mail.example", "404-555-0321"], &[["2002001", "Home", "2215 Cascade Rd SW", "Atlanta", "30311", "33.7223", "-84.4590", ""]]),
    home("20030", "Mei and Tom Carver", ["Mei", "Carver", "carvers@mail.example", "678-555-0332"], &[["2003001", "Home", "318 Winnona Dr", "Decatur", "30030", "33.7657", "-84.2859", "Side gate is open."], ["2003002", "Lake cabin", "77 Holiday Rd", "Buford", "30518", "34.1630", "-83.9920", "Key under the second step."]]),
    home("20040", "Sofia Alvarez", ["Sofia", "Alvarez", "sofia.alvarez@mail.example", "404-555-0343"], &[["2004001", "Home", "905 Piedmont Ave NE Apt 12", "Atlanta", "30309", "33.7801", "-84.3793", "Speaks Spanish."]]),
    home("20050", "Robert Hutchins", ["Robert", "Hutchins", "bob.hutchins@mail.example", "770-555-0354"], &[["2005001", "Home", "641 Whitlock Ave", "Marietta", "30064", "33.9512", "-84.5660", ""]]),
    home("20060", "Aisha Bello", ["Aisha", "Bello", "aisha.b@mail.example", "404-555-0365"], &[["2006001", "Home", "1788 Flat Shoals Rd SE", "Atlanta", "30316", "33.7260", "-84.3355", "Call ten minutes ahead."]]),
    home("20070", "Greg Paulson", ["Greg", "Paulson", "gpaulson@mail.example", "678-555-0376"], &[["2007001", "Home", "4055 Lantern Ln", "Roswell", "30076", "34.0401", "-84.3302", ""]]),
    home("20080", "Nora Fitzgerald", ["Nora", "Fitzgerald", "nora.f@mail.example", "404-555-0387"], &[["2008001", "Home", "27 Brighton Rd NE", "Atlanta", "30309", "33.8083", "-84.3921", ""]]),
    home("20090", "Vikram Shah", ["Vikram", "Shah", "vshah@mail.example", "770-555-0398"], &[["2009001", "Home", "5120 Abbotts Bridge Rd", "Johns Creek", "30097", "34.0330", "-84.1752", "Visitors park on the street."]]),
    home("20100", "Lucille Perkins", ["Lucille", "Perkins", "lperkins@mail.example", "404-555-0409"], &[["2010001", "Home", "1366 Lucile Ave SW", "Atlanta", "30310", "33.7399", "-84.4280", "Hard of hearing, knock loudly."]]),
    home("20110", "Daniel Cho", ["Daniel", "Cho", "daniel.cho@mail.example", "678-555-0410"], &[["2011001", "Home", "2950 Clairmont Rd NE", "Brookhaven", "30329", "33.8422", "-84.3218", ""]]),
    home("20120", "Beth Sandoval", ["Beth", "Sandoval", "beth.sandoval@mail.example", "404-555-0421"], &[["2012001", "Home", "812 Edgewood Ave NE", "Atlanta", "30307", "33.7547", "-84.3590", "Two cats."], ["2012002", "Rental flat", "815 Edgewood Ave NE Unit B", "Atlanta", "30307", "33.7549", "-84.3592", "Tenant: Mr. Ellis, 404-555-0422."]]),
];
